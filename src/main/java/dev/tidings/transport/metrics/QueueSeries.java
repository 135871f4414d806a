package dev.tidings.transport.metrics;

import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.QueueFigures;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The metrics that have a series for each topic or queue. */
final class QueueSeries {
  private static final List<Metric> OF_TOPICS =
      List.of(
          Metric.MESSAGES_PUBLISHED,
          Metric.PUBLISHED_BYTES,
          Metric.PUBLISHES_REFUSED,
          Metric.MESSAGES_EXPIRED);

  private static final List<Metric> OF_QUEUES =
      List.of(
          Metric.MESSAGES_DELIVERED,
          Metric.DELIVERED_BYTES,
          Metric.MESSAGES_REDELIVERED,
          Metric.MESSAGES_ACKNOWLEDGED,
          Metric.MESSAGES_REJECTED,
          Metric.MESSAGES_DEAD_LETTERED);

  private final Measurements measurements;
  private final FigureReader reader;
  private final int most;

  /**
   * Series of what this node has counted.
   *
   * @param most how many series each metric may have
   */
  QueueSeries(Measurements measurements, FigureReader reader, int most) {
    this.measurements = measurements;
    this.reader = reader;
    this.most = most;
  }

  /** What was counted, under the names that topics and endpoints had in these figures. */
  Stream<MetricSnapshot> counters(Figures names) {
    return Stream.concat(
        OF_TOPICS.stream().map(metric -> ofTopics(metric, names)),
        OF_QUEUES.stream().map(metric -> ofQueues(metric, names)));
  }

  private MetricSnapshot ofTopics(Metric metric, Figures names) {
    SeriesLimit series = new SeriesLimit(metric, most, Double::sum);
    names
        .topicNames()
        .forEach(
            (id, name) ->
                series.add(
                    measurements.knownTopic(id).map(counters -> counters.of(metric)).orElse(0L),
                    name));
    return Snapshots.of(metric, series.values());
  }

  private MetricSnapshot ofQueues(Metric metric, Figures names) {
    return each(
        metric,
        names,
        Double::sum,
        queue ->
            measurements
                .knownQueue(queue.subscriptionId())
                .map(counts -> counts.of(metric))
                .orElse(0L));
  }

  /** How the queues stand. */
  Stream<MetricSnapshot> gauges(Figures figures) {
    return Stream.of(
        messages(figures),
        each(Metric.QUEUE_MAX_DEPTH, figures, Math::max, QueueFigures::maxDepth),
        each(
            Metric.QUEUE_OLDEST_AGE,
            figures,
            Math::max,
            queue -> queue.oldestAge().toMillis() / 1e3),
        each(Metric.QUEUE_CONSUMERS, figures, Double::sum, reader::consumers));
  }

  private MetricSnapshot messages(Figures figures) {
    SeriesLimit series = new SeriesLimit(Metric.QUEUE_MESSAGES, most, Double::sum);
    for (QueueFigures queue : figures.queues()) {
      String topic = queue.topicName();
      String endpoint = queue.endpointName();
      series.add((double) queue.ready(), topic, endpoint, "ready");
      series.add((double) queue.leased(), topic, endpoint, "leased");
      series.add((double) queue.delayed(), topic, endpoint, "delayed");
      series.add((double) queue.dead(), topic, endpoint, "dead");
    }
    return Snapshots.of(Metric.QUEUE_MESSAGES, series.values());
  }

  private MetricSnapshot each(
      Metric metric,
      Figures figures,
      DoubleBinaryOperator combined,
      ToDoubleFunction<QueueFigures> value) {
    SeriesLimit series = new SeriesLimit(metric, most, combined);
    for (QueueFigures queue : figures.queues()) {
      series.add(value.applyAsDouble(queue), queue.topicName(), queue.endpointName());
    }
    return Snapshots.of(metric, series.values());
  }
}
