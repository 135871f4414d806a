package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** How the queue of a subscription stands. */
public final class QueueStatus implements Serializable {
  private static final long serialVersionUID = 1;

  private final SubscriptionKey key;
  private final long depth;
  private final Duration oldestAge;

  private QueueStatus(SubscriptionKey key, long depth, Duration oldestAge) {
    this.key = key;
    this.depth = depth;
    this.oldestAge = oldestAge;
  }

  public static QueueStatus empty(SubscriptionKey key) {
    return new QueueStatus(key, 0, null);
  }

  public static QueueStatus of(SubscriptionKey key, long depth, Duration oldestAge) {
    return new QueueStatus(key, depth, oldestAge);
  }

  public SubscriptionKey key() {
    return key;
  }

  public long depth() {
    return depth;
  }

  /** Time since the publication of the oldest message that waits; empty when none does. */
  public Optional<Duration> oldestAge() {
    return Optional.ofNullable(oldestAge);
  }
}
