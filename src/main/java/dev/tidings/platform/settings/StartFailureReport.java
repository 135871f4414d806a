package dev.tidings.platform.settings;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What happens if the application cannot start. */
public final class StartFailureReport {
  private static final Logger LOG = System.getLogger(StartFailureReport.class.getName());

  private StartFailureReport() {}

  /**
   * Says why, on one line, and ends the process if that is wanted.
   *
   * <p>It ends at once: an orderly shutdown would wait for the deployment that this thread is a
   * part of, while the server buries the line under what it makes of the failure. Nothing is open
   * yet that had to be closed.
   */
  public static void report(StartFailure reason, boolean exit) {
    LOG.log(Level.ERROR, "Tidings cannot start. {0}", reason.getMessage());
    if (exit) {
      Runtime.getRuntime().halt(1);
    }
  }
}
