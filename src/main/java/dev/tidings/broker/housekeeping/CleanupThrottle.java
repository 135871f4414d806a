package dev.tidings.broker.housekeeping;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Of one round of cleaning up: it leaves most of the time to those who publish and receive, so that
 * what they have left behind in seconds does not hold them up at once. A round that takes long
 * hurries, because it must keep up with whatever is published.
 */
final class CleanupThrottle {
  /** How much longer it rests after a batch than that took. */
  private static final int RESTS = 3;

  private final LongSupplier nanoTime;
  private final LongConsumer rest;
  private final long hurryFrom;

  /**
   * Of a round that begins now.
   *
   * @param patience how long it takes its time; no rest goes on beyond that
   */
  CleanupThrottle(Duration patience) {
    this(patience, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * As {@link #CleanupThrottle(Duration)}.
   *
   * @param rest for so many nanoseconds
   */
  CleanupThrottle(Duration patience, LongSupplier nanoTime, LongConsumer rest) {
    this.nanoTime = nanoTime;
    this.rest = rest;
    this.hurryFrom = nanoTime.getAsLong() + patience.toNanos();
  }

  /**
   * Does batches one after the other, until there is nothing left to do.
   *
   * @param most of them
   * @param batch says whether there may be more to do
   * @return whether nothing is left
   */
  boolean finish(int most, BooleanSupplier batch) {
    for (int i = 0; i < most; i++) {
      long before = nanoTime.getAsLong();
      if (!batch.getAsBoolean()) {
        return true;
      }
      long now = nanoTime.getAsLong();
      if (now - hurryFrom < 0) {
        rest.accept(Math.min(RESTS * (now - before), hurryFrom - now));
      }
    }
    return false;
  }
}
