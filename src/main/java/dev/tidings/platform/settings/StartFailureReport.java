package dev.tidings.platform.settings;

import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;

/** What happens if the application cannot start. */
public final class StartFailureReport {
  private static final Log LOG = Log.of(StartFailureReport.class);

  private StartFailureReport() {}

  /**
   * Says why, on one line, and ends the process if that is wanted.
   *
   * <p>It ends at once: an orderly shutdown would wait for the deployment that this thread is a
   * part of, while the server buries the line under what it makes of the failure. Nothing is open
   * yet that had to be closed.
   */
  public static void report(StartFailure reason, boolean exit) {
    LOG.log(LogEvent.START_FAILED, reason.getMessage());
    if (exit) {
      Runtime.getRuntime().halt(1);
    }
  }
}
