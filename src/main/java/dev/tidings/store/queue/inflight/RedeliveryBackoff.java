package dev.tidings.store.queue.inflight;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delay before a rejected message is delivered again. It doubles with each delivery, up to five
 * minutes, so that a temporary fault can pass.
 */
final class RedeliveryBackoff {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** Doubling more often would be longer than the longest anyway, and overflow one day. */
  private static final int MOST_DOUBLINGS = 9;

  private RedeliveryBackoff() {}

  /**
   * The delay after a number of deliveries, of which up to a fifth is left to chance: so those that
   * failed together do not come back together.
   */
  static Duration after(int deliveries) {
    long doubled = FIRST.toMillis() << Math.min(deliveries - 1, MOST_DOUBLINGS);
    long delay = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(delay - ThreadLocalRandom.current().nextLong(delay / 5 + 1));
  }
}
