package dev.tidings.broker.job;

import java.time.Duration;

/** How many messages the next batch takes, so that none holds its locks for long. */
final class BatchSize {
  static final int FIRST = 10;
  static final int MOST = 200;
  static final Duration LONGEST = Duration.ofMillis(50);

  private int size = FIRST;

  int get() {
    return size;
  }

  /** A batch of this size has taken that long. */
  void taken(Duration duration) {
    if (duration.compareTo(LONGEST.dividedBy(2)) > 0) {
      size = Math.max(1, size / 2);
    } else if (duration.compareTo(LONGEST.dividedBy(4)) < 0) {
      size = Math.min(MOST, size + size / 2 + 1);
    }
  }

  /** As after a batch that failed. */
  void reset() {
    size = FIRST;
  }
}
