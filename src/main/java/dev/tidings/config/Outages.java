package dev.tidings.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets whoever runs the server know that the database is away, without a line for each request. */
final class Outages {
  private static final Logger LOG = System.getLogger(Outages.class.getName());
  private static final long SPACING_NANOS = Duration.ofSeconds(10).toNanos();

  private static final AtomicLong LAST = new AtomicLong(System.nanoTime() - SPACING_NANOS);

  private Outages() {}

  static void mention(SQLException failure) {
    long last = LAST.get();
    long now = System.nanoTime();
    if (SqlFailure.isOutage(failure)
        && now - last >= SPACING_NANOS
        && LAST.compareAndSet(last, now)) {
      LOG.log(
          Level.WARNING,
          "The database does not answer, so requests are refused for now: {0}",
          rootOf(failure).getMessage());
    }
  }

  private static Throwable rootOf(SQLException failure) {
    return failure.getCause() instanceof SQLException cause ? cause : failure;
  }
}
