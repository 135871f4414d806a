package dev.tidings.transport.metrics;

import dev.tidings.api.ListenerDetails;
import dev.tidings.api.ListenerState;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.QueueFigures;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Metrics of a node without a server: with figures as a test wants them. */
public final class Scrapes {
  public final Measurements measurements = new Measurements();
  private Supplier<Figures> figures = () -> Figures.NONE;
  private final PrometheusMeterRegistry registry;

  public Scrapes(int most) {
    FigureReader reader =
        new FigureReader() {
          @Override
          public Figures read() {
            return figures.get();
          }

          @Override
          public int consumers(QueueFigures queue) {
            return 2;
          }

          @Override
          public int consumers() {
            return 2;
          }
        };
    PrometheusRegistry own = new PrometheusRegistry();
    own.register(
        new BrokerCollector(
            reader,
            new QueueSeries(measurements, reader, most),
            new NodeSeries(measurements, "1.2.3"),
            () -> List.of(listener())));
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, own, Clock.SYSTEM);
    MetricsRegistry.bindVirtualMachine(registry);
  }

  private static ListenerDetails listener() {
    return new ListenerDetails(
        "packing", "Packing.pack", "/t1", "packing", 1, ListenerState.RUNNING, 4, 1, 3);
  }

  /** As many topics as that, each with one queue. */
  public void topics(int count) {
    List<ConfiguredObject> objects =
        LongStream.rangeClosed(1, count)
            .boxed()
            .flatMap(
                id ->
                    Stream.of(
                        new ConfiguredObject("topic", id, 0, "/t" + id, true),
                        new ConfiguredObject("endpoint", id, 0, "e" + id, true)))
            .toList();
    List<QueueFigures> queues =
        LongStream.rangeClosed(1, count)
            .mapToObj(
                id ->
                    new QueueFigures(
                        id, id, "/t" + id, "e" + id, 100, 5, 4, 3, 2, Duration.ofMillis(1_500)))
            .toList();
    Figures all = new Figures(Instant.EPOCH, objects, queues);
    figures = () -> all;
  }

  public void figures(Supplier<Figures> supplier) {
    figures = supplier;
  }

  public String text() {
    return registry.scrape(MetricsResource.TEXT);
  }

  public String openMetrics() {
    return registry.scrape(MetricsResource.OPEN_METRICS);
  }
}
