package dev.tidings.platform.database;

import dev.tidings.platform.database.jdbc.SqlErrors;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Logs when the database becomes unavailable, and when it is available again: one line each,
 * however many requests fail in between.
 */
public final class OutageLog {
  /** One that comes and goes is mentioned that often. */
  static final Duration SPACING = Duration.ofSeconds(10);

  private static final Log LOG = Log.of(OutageLog.class);
  private static final OutageLog OF_THIS_SERVER = new OutageLog(System::nanoTime);

  private final LongSupplier nanoTime;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong outages = new AtomicLong();
  private volatile boolean isMentioned;
  private long since;
  private boolean wasEver;

  OutageLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Something failed for good, maybe because the database is away. */
  public static void mention(SQLException failure) {
    if (SqlErrors.isOutage(failure)) {
      OF_THIS_SERVER.failed(failure);
    }
  }

  /** How often the database of this node became unavailable. */
  public static long outages() {
    return OF_THIS_SERVER.outages.get();
  }

  /** The database has done something. */
  static void over() {
    OF_THIS_SERVER.succeeded();
  }

  void failed(SQLException failure) {
    failures.incrementAndGet();
    if (!isMentioned && begins()) {
      LOG.log(LogEvent.DATABASE_AWAY, rootOf(failure).getMessage());
    }
  }

  private synchronized boolean begins() {
    long now = nanoTime.getAsLong();
    if (isMentioned || (wasEver && now - since < SPACING.toNanos())) {
      return false;
    }
    wasEver = true;
    since = now;
    isMentioned = true;
    outages.incrementAndGet();
    return true;
  }

  void succeeded() {
    if (isMentioned) {
      end();
    }
  }

  private synchronized void end() {
    if (isMentioned) {
      isMentioned = false;
      LOG.log(
          LogEvent.DATABASE_BACK,
          Duration.ofSeconds(Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds()),
          failures.getAndSet(0));
    }
  }

  private static Throwable rootOf(SQLException failure) {
    return failure.getCause() instanceof SQLException cause ? cause : failure;
  }
}
