package dev.tidings.transport.metrics;

import dev.tidings.platform.metrics.Histogram;
import dev.tidings.platform.metrics.Metric;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;

/** Metrics in the form that the library of Prometheus writes. */
final class Snapshots {
  private Snapshots() {}

  /** A metric without labels. */
  static MetricSnapshot of(Metric metric, double value) {
    return of(metric, Map.of(List.of(), value));
  }

  /**
   * A counter or a gauge.
   *
   * @param series values by the values of the labels
   */
  static MetricSnapshot of(Metric metric, Map<List<String>, Double> series) {
    if (metric.kind() == Metric.Kind.COUNTER) {
      CounterSnapshot.Builder counter = CounterSnapshot.builder().name(metric.id());
      series.forEach(
          (values, value) ->
              counter.dataPoint(
                  CounterDataPointSnapshot.builder()
                      .labels(labels(metric, values))
                      .value(value)
                      .build()));
      return counter.help(metric.help()).build();
    }
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.id());
    series.forEach(
        (values, value) ->
            gauge.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(labels(metric, values))
                    .value(value)
                    .build()));
    return gauge.help(metric.help()).build();
  }

  /**
   * A histogram.
   *
   * @param series by the values of the labels
   */
  static MetricSnapshot ofHistograms(Metric metric, Map<List<String>, Histogram> series) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(metric.id());
    series.forEach(
        (values, one) -> {
          Histogram.Snapshot counted = one.snapshot();
          histogram.dataPoint(
              HistogramDataPointSnapshot.builder()
                  .labels(labels(metric, values))
                  .classicHistogramBuckets(buckets(counted.buckets()))
                  .sum(counted.sum())
                  .build());
        });
    return histogram.help(metric.help()).build();
  }

  /** What is always 1 and says something by its labels; its name gets the suffix {@code _info}. */
  static MetricSnapshot ofInfo(Metric metric, String value) {
    return InfoSnapshot.builder()
        .name(metric.id().replaceFirst("_info$", ""))
        .help(metric.help())
        .dataPoint(InfoDataPointSnapshot.builder().labels(labels(metric, List.of(value))).build())
        .build();
  }

  private static Labels labels(Metric metric, List<String> values) {
    return Labels.of(metric.labels(), values);
  }

  private static ClassicHistogramBuckets buckets(List<Histogram.Bucket> counted) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    counted.forEach(bucket -> buckets.bucket(bucket.upperBound(), bucket.count()));
    return buckets.build();
  }
}
