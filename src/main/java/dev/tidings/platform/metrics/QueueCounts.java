package dev.tidings.platform.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What this node counted of one queue since it started. */
public final class QueueCounts {
  private final LongAdder delivered = new LongAdder();
  private final LongAdder deliveredBytes = new LongAdder();
  private final LongAdder redelivered = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();

  /** These deliveries are committed. */
  public void delivered(long messages, long bytes, long redeliveries) {
    delivered.add(messages);
    deliveredBytes.add(bytes);
    redelivered.add(redeliveries);
  }

  /** These messages are done. */
  public void acknowledged(long messages) {
    acknowledged.add(messages);
  }

  /** These deliveries were sent back. */
  public void rejected(long messages) {
    rejected.add(messages);
  }

  /** These messages have become dead letters. */
  public void deadLettered(long messages) {
    deadLettered.add(messages);
  }

  /** What was counted, by metric; 0 for one that is not of queues. */
  public long of(Metric metric) {
    return switch (metric) {
      case MESSAGES_DELIVERED -> delivered.sum();
      case DELIVERED_BYTES -> deliveredBytes.sum();
      case MESSAGES_REDELIVERED -> redelivered.sum();
      case MESSAGES_ACKNOWLEDGED -> acknowledged.sum();
      case MESSAGES_REJECTED -> rejected.sum();
      case MESSAGES_DEAD_LETTERED -> deadLettered.sum();
      default -> 0;
    };
  }
}
