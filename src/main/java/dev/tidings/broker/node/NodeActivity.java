package dev.tidings.broker.node;

import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many messages a second this node published, delivered and acknowledged lately. */
final class NodeActivity {
  private static final List<Metric> METRICS =
      List.of(Metric.MESSAGES_PUBLISHED, Metric.MESSAGES_DELIVERED, Metric.MESSAGES_ACKNOWLEDGED);

  private static final double NANOS = 1e9;

  private final Measurements measurements;
  private final LongSupplier nanoTime;
  private Map<Metric, Long> totals;
  private long since;
  private volatile Map<Metric, Double> rates = Map.of();

  NodeActivity(Measurements measurements, LongSupplier nanoTime) {
    this.measurements = measurements;
    this.nanoTime = nanoTime;
    totals = totals();
    since = nanoTime.getAsLong();
  }

  /** Ends an interval: its rates are those that are known from now on. */
  void measure() {
    Map<Metric, Long> before = totals;
    long now = nanoTime.getAsLong();
    double seconds = Math.max(1, now - since) / NANOS;
    totals = totals();
    since = now;
    Map<Metric, Double> measured = new EnumMap<>(Metric.class);
    // What was counted of a topic is forgotten with it.
    totals.forEach(
        (metric, total) -> measured.put(metric, Math.max(0, total - before.get(metric)) / seconds));
    rates = measured;
  }

  private Map<Metric, Long> totals() {
    Map<Metric, Long> all = new EnumMap<>(Metric.class);
    METRICS.forEach(metric -> all.put(metric, measurements.total(metric)));
    return all;
  }

  /** Messages a second in the last interval; 0 before there is one. */
  double rate(Metric metric) {
    return rates.getOrDefault(metric, 0.0);
  }
}
