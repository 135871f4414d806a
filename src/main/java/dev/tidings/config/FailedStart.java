package dev.tidings.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What happens when the application cannot start. */
final class FailedStart {
  private static final Logger LOG = System.getLogger(FailedStart.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private FailedStart() {}

  /** Says why, on one line, and ends the process if that is wanted. */
  static void report(StartFailure reason, boolean exit) {
    LOG.log(Level.ERROR, "Tidings cannot start. {0}", reason.getMessage());
    if (exit) {
      // The server's shutdown waits for the deployment that this thread is a part of.
      new Thread(() -> System.exit(1), "tidings-exit").start();
      Thread lastResort = new Thread(FailedStart::halt, "tidings-halt");
      lastResort.setDaemon(true);
      lastResort.start();
    }
  }

  private static void halt() {
    try {
      Thread.sleep(PATIENCE.toMillis());
    } catch (InterruptedException nobodyWaits) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
