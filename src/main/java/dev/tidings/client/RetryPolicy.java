package dev.tidings.client;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and for how long, a call is repeated that had no response or one that says to come
 * back later.
 *
 * @param maxAttempts all attempts of one call, including the first
 * @param maxTime no attempt begins later than that after the first
 */
public record RetryPolicy(int maxAttempts, Duration maxTime) {
  private static final RetryPolicy DEFAULT = new RetryPolicy(6, Duration.ofSeconds(30));
  private static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO);
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 5_000;

  public RetryPolicy {
    Objects.requireNonNull(maxTime, "maxTime");
    if (maxAttempts < 1 || maxTime.isNegative()) {
      throw new IllegalArgumentException(
          "There must be at least one attempt, and a time that is not negative");
    }
  }

  /** Six attempts within 30 seconds. */
  public static RetryPolicy standard() {
    return DEFAULT;
  }

  /** Each call is sent once. */
  public static RetryPolicy none() {
    return NONE;
  }

  /** Twice as long after each attempt; random, so that clients do not come back together. */
  static Duration backoff(int attempts) {
    long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }
}
