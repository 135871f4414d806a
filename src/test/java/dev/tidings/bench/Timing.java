package dev.tidings.bench;

import java.time.Duration;

/**
 * How long a point is measured.
 *
 * @param warmUp before the first round, of which nothing is kept
 * @param round how long one round lasts at most
 * @param spare how many more rounds there may be in place of those that the host disturbed
 */
record Timing(Duration warmUp, Duration round, int rounds, int spare) {

  /** One round that begins with the first request. */
  static Timing once(Duration atMost) {
    return new Timing(Duration.ZERO, atMost, 1, 0);
  }
}
