package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** How the queue of a subscription stands. */
public final class QueueStatus implements Serializable {
  private static final long serialVersionUID = 1;

  private final SubscriptionKey key;
  private final long depth;
  private final long leased;
  private final long delayed;
  private final long deadLetters;
  private final Duration oldestAge;

  /**
   * The status.
   *
   * @param oldestAge null when the queue is empty
   */
  public QueueStatus(
      SubscriptionKey key,
      long depth,
      long leased,
      long delayed,
      long deadLetters,
      Duration oldestAge) {
    this.key = key;
    this.depth = depth;
    this.leased = leased;
    this.delayed = delayed;
    this.deadLetters = deadLetters;
    this.oldestAge = oldestAge;
  }

  public SubscriptionKey key() {
    return key;
  }

  /** All messages that are not done: ready, leased and delayed. */
  public long depth() {
    return depth;
  }

  /** How many of them somebody has at the moment. */
  public long leased() {
    return leased;
  }

  /** How many of them were rejected and come back later. */
  public long delayed() {
    return delayed;
  }

  /** How many messages used up their deliveries; they do not count for the depth. */
  public long deadLetters() {
    return deadLetters;
  }

  /** Time since the publication of the oldest message that is not done; empty when all are. */
  public Optional<Duration> oldestAge() {
    return Optional.ofNullable(oldestAge);
  }
}
