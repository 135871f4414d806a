package dev.tidings.transport.metrics;

import dev.tidings.api.ListenerDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Metric;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * All metrics of Tidings. Their series are made when they are read: topics and queues come, go and
 * change their names. While the database does not answer, what was counted keeps its last names,
 * and how the queues stand is left out.
 */
final class BrokerCollector implements MultiCollector {
  private final FigureReader reader;
  private final QueueSeries queueSeries;
  private final NodeSeries nodeSeries;
  private final Supplier<List<ListenerDetails>> listeners;
  private volatile Figures last = Figures.NONE;

  BrokerCollector(
      FigureReader reader,
      QueueSeries queueSeries,
      NodeSeries nodeSeries,
      Supplier<List<ListenerDetails>> listeners) {
    this.reader = reader;
    this.queueSeries = queueSeries;
    this.nodeSeries = nodeSeries;
    this.listeners = listeners;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    try {
      last = reader.read();
      queueSeries.gauges(last).forEach(all::add);
      all.add(Snapshots.of(Metric.DATABASE_UP, 1));
    } catch (TidingsException unavailable) {
      all.add(Snapshots.of(Metric.DATABASE_UP, 0));
    }
    queueSeries.counters(last).forEach(all::add);
    nodeSeries.all(listeners.get()).forEach(all::add);
    return new MetricSnapshots(all);
  }
}
