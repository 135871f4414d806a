package dev.tidings.platform.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts values by size. A record costs two additions and no lock. */
public final class Histogram {
  /** Bounds of durations in nanoseconds: 0.5 ms to 1 minute. */
  private static final long[] DURATIONS =
      micros(
          500,
          1_000,
          2_500,
          5_000,
          10_000,
          25_000,
          50_000,
          100_000,
          250_000,
          500_000,
          1_000_000,
          2_500_000,
          5_000_000,
          10_000_000,
          60_000_000);

  private static final long[] COUNTS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

  private final long[] bounds;
  private final double unit;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  private Histogram(long[] bounds, double unit) {
    this.bounds = bounds;
    this.unit = unit;
    counts = new LongAdder[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Of nanoseconds, read in seconds. */
  public static Histogram ofDurations() {
    return new Histogram(DURATIONS, 1e9);
  }

  /** Of numbers. */
  static Histogram ofCounts() {
    return new Histogram(COUNTS, 1);
  }

  /** Counts a value; one below 0, from a clock that stepped back, counts as 0. */
  public void record(long value) {
    record(value, 1);
  }

  /** Counts a value several times. */
  public void record(long value, long times) {
    long counted = Math.max(0, value);
    int bucket = 0;
    while (bucket < bounds.length && counted > bounds[bucket]) {
      bucket++;
    }
    counts[bucket].add(times);
    sum.add(counted * times);
  }

  /** Counts the time since a moment of {@link System#nanoTime}; returns the moment of now. */
  public long recordSince(long nanoTime) {
    long now = System.nanoTime();
    record(now - nanoTime);
    return now;
  }

  /** What was counted until now. Values that are recorded meanwhile may be in it or not. */
  public Snapshot snapshot() {
    List<Bucket> buckets = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      double upperBound = i < bounds.length ? bounds[i] / unit : Double.POSITIVE_INFINITY;
      buckets.add(new Bucket(upperBound, counts[i].sum()));
    }
    return new Snapshot(buckets, sum.sum() / unit);
  }

  /** How many values are at most that large, and larger than the bound before. */
  public record Bucket(double upperBound, long count) {}

  /** All buckets, the last of which has no upper bound. */
  public record Snapshot(List<Bucket> buckets, double sum) {}

  private static long[] micros(long... micros) {
    long[] nanos = micros.clone();
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] *= 1_000;
    }
    return nanos;
  }
}
