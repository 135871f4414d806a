package dev.tidings.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.Histogram.Bucket;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private static Bucket bucket(double upperBound, long count) {
    return new Bucket(upperBound, count);
  }

  @Test
  void a_value_counts_in_the_first_bucket_that_is_large_enough() {
    Histogram histogram = Histogram.ofCounts();

    histogram.record(1);
    histogram.record(2);
    histogram.record(3, 4);
    histogram.record(5_000);

    Histogram.Snapshot snapshot = histogram.snapshot();
    assertThat(snapshot.buckets())
        .startsWith(bucket(1, 1), bucket(2, 1), bucket(5, 4))
        .endsWith(bucket(Double.POSITIVE_INFINITY, 1));
    assertThat(snapshot.sum()).isEqualTo(1 + 2 + 12 + 5_000);
  }

  @Test
  void durations_are_read_in_seconds() {
    Histogram histogram = Histogram.ofDurations();

    histogram.record(2_000_000);

    Histogram.Snapshot snapshot = histogram.snapshot();
    assertThat(snapshot.sum()).isEqualTo(0.002);
    assertThat(snapshot.buckets())
        .startsWith(bucket(0.0005, 0), bucket(0.001, 0), bucket(0.0025, 1));
  }

  @Test
  void a_clock_that_stepped_back_counts_as_no_time() {
    Histogram histogram = Histogram.ofDurations();

    histogram.record(-1);

    assertThat(histogram.snapshot().buckets()).startsWith(bucket(0.0005, 1));
    assertThat(histogram.snapshot().sum()).isZero();
  }

  @Test
  void since_a_moment_counts_one_value_and_returns_a_later_moment() {
    Histogram histogram = Histogram.ofDurations();
    long begun = System.nanoTime();

    long now = histogram.recordSince(begun);

    assertThat(now).isGreaterThanOrEqualTo(begun);
    assertThat(histogram.snapshot().buckets().stream().mapToLong(Bucket::count).sum()).isEqualTo(1);
  }
}
