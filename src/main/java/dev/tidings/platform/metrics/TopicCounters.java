package dev.tidings.platform.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What this node counted of one topic since it started. */
public final class TopicCounters {
  private final LongAdder published = new LongAdder();
  private final LongAdder publishedBytes = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder expired = new LongAdder();

  /** These messages are committed. */
  public void published(long messages, long bytes) {
    published.add(messages);
    publishedBytes.add(bytes);
  }

  /** These calls have stored nothing. */
  public void refused(long calls) {
    refused.add(calls);
  }

  /** Housekeeping has deleted these messages. */
  public void expired(long messages) {
    expired.add(messages);
  }

  /** What was counted, by metric; 0 for one that is not of topics. */
  public long of(Metric metric) {
    return switch (metric) {
      case MESSAGES_PUBLISHED -> published.sum();
      case PUBLISHED_BYTES -> publishedBytes.sum();
      case PUBLISHES_REFUSED -> refused.sum();
      case MESSAGES_EXPIRED -> expired.sum();
      default -> 0;
    };
  }
}
