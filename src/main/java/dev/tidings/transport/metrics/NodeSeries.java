package dev.tidings.transport.metrics;

import dev.tidings.api.ListenerDetails;
import dev.tidings.platform.metrics.Histogram;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Measurements.LoginRefusal;
import dev.tidings.platform.metrics.Measurements.PublishPart;
import dev.tidings.platform.metrics.Metric;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The metrics of the node as a whole. */
final class NodeSeries {
  private static final List<Metric> SINGLE =
      List.of(
          Metric.WEBSOCKET_SESSIONS,
          Metric.WEBSOCKET_UNSETTLED,
          Metric.WEBSOCKET_WINDOW,
          Metric.RECEIVES_WAITING,
          Metric.DATABASE_TRANSACTIONS,
          Metric.DATABASE_CONNECTIONS,
          Metric.DATABASE_RETRIES,
          Metric.DATABASE_OUTAGES,
          Metric.HOUSEKEEPING_FAILURES,
          Metric.CLUSTER_NODES);

  private static final List<Metric> HISTOGRAMS =
      List.of(
          Metric.DELIVERY_DELAY,
          Metric.ACKNOWLEDGE_DELAY,
          Metric.PUBLISH_BATCH,
          Metric.DELIVERY_BATCH,
          Metric.FLUSH_DURATION,
          Metric.HOUSEKEEPING_DURATION,
          Metric.JOB_BATCH_DURATION);

  private final Measurements measurements;
  private final String version;

  NodeSeries(Measurements measurements, String version) {
    this.measurements = measurements;
    this.version = version;
  }

  Stream<MetricSnapshot> all(List<ListenerDetails> listeners) {
    Stream<MetricSnapshot> single =
        SINGLE.stream().map(metric -> Snapshots.of(metric, (double) measurements.value(metric)));
    Stream<MetricSnapshot> histograms =
        HISTOGRAMS.stream()
            .map(
                metric ->
                    Snapshots.ofHistograms(
                        metric, Map.of(List.of(), measurements.histogram(metric))));
    Stream<MetricSnapshot> labelled =
        Stream.of(
            publishing(),
            logins(),
            running(listeners),
            failures(listeners),
            Snapshots.ofInfo(Metric.BUILD_INFO, version));
    return Stream.of(single, histograms, labelled).flatMap(some -> some);
  }

  private MetricSnapshot publishing() {
    Map<List<String>, Histogram> parts = new LinkedHashMap<>();
    for (PublishPart part : PublishPart.values()) {
      parts.put(List.of(label(part)), measurements.publishing(part));
    }
    return Snapshots.ofHistograms(Metric.PUBLISH_DURATION, parts);
  }

  private MetricSnapshot logins() {
    Map<List<String>, Double> reasons = new LinkedHashMap<>();
    for (LoginRefusal reason : LoginRefusal.values()) {
      reasons.put(List.of(label(reason)), (double) measurements.refusals(reason));
    }
    return Snapshots.of(Metric.LOGINS_REFUSED, reasons);
  }

  private static MetricSnapshot running(List<ListenerDetails> listeners) {
    Map<List<String>, Double> calls = new LinkedHashMap<>();
    for (ListenerDetails listener : listeners) {
      calls.put(List.of(listener.name()), (double) listener.running());
    }
    return Snapshots.of(Metric.LISTENER_CALLS, calls);
  }

  private MetricSnapshot failures(List<ListenerDetails> listeners) {
    Map<List<String>, Double> failures = new LinkedHashMap<>();
    for (ListenerDetails listener : listeners) {
      failures.put(
          List.of(listener.name()), (double) measurements.listenerFailures(listener.name()));
    }
    return Snapshots.of(Metric.LISTENER_FAILURES, failures);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
