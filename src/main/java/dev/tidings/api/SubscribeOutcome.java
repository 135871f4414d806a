package dev.tidings.api;

import java.io.Serializable;
import java.util.Objects;

/** What subscribing found. */
public final class SubscribeOutcome implements Serializable {
  private static final long serialVersionUID = 1;

  private final SubscriptionKey key;
  private final boolean isNew;
  private final long queueDepth;

  public SubscribeOutcome(SubscriptionKey key, boolean isNew, long queueDepth) {
    this.key = Objects.requireNonNull(key, "key");
    this.isNew = isNew;
    this.queueDepth = queueDepth;
  }

  public SubscriptionKey key() {
    return key;
  }

  /** False when the endpoint was subscribed already. */
  public boolean isNew() {
    return isNew;
  }

  /** The number of messages that wait in the queue. */
  public long queueDepth() {
    return queueDepth;
  }
}
