package dev.tidings.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What happens if the application cannot start. */
final class FailedStart {
  private static final Logger LOG = System.getLogger(FailedStart.class.getName());

  private FailedStart() {}

  /**
   * Says why, on one line, and ends the process if that is wanted.
   *
   * <p>It ends at once: an orderly shutdown would wait for the deployment that this thread is a
   * part of, while the server buries the line under what it makes of the failure. Nothing is open
   * yet that had to be closed.
   */
  static void report(StartFailure reason, boolean exit) {
    LOG.log(Level.ERROR, "Tidings cannot start. {0}", reason.getMessage());
    if (exit) {
      Runtime.getRuntime().halt(1);
    }
  }
}
