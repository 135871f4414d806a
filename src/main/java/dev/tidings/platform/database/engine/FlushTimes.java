package dev.tidings.platform.database.engine;

import dev.tidings.platform.metrics.Histogram;

/** How often the database was flushed to disk, and how long it took, since the node started. */
public final class FlushTimes {
  private static final Histogram TIMES = Histogram.ofDurations();

  private FlushTimes() {}

  public static Histogram histogram() {
    return TIMES;
  }

  /** A flush that is counted when it has succeeded. */
  public static GroupFlush.Flush measured(GroupFlush.Flush flush) {
    return () -> {
      long begun = System.nanoTime();
      flush.run();
      TIMES.record(System.nanoTime() - begun);
    };
  }
}
