package dev.tidings.transport.metrics;

import dev.tidings.api.Administration;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.ops.Version;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The registry of this application: metrics of Tidings and of the virtual machine. It is made when
 * somebody reads it for the first time.
 */
@ApplicationScoped
public class MetricsRegistry {
  /** However many read, the text is written once in this time. */
  private static final long FRESH_NANOS = 900_000_000;

  private static final List<MeterBinder> OF_THE_VIRTUAL_MACHINE =
      List.of(
          new JvmMemoryMetrics(),
          new JvmThreadMetrics(),
          new ClassLoaderMetrics(),
          new ProcessorMetrics(),
          new UptimeMetrics(),
          new FileDescriptorMetrics());

  @Inject Settings settings;
  @Inject Measurements measurements;
  @Inject FigureReader reader;
  @Inject Administration administration;

  private record Written(String text, long goodUntil) {}

  private final Map<String, Written> written = new HashMap<>();
  private PrometheusMeterRegistry registry;

  @PostConstruct
  void begin() {
    PrometheusRegistry own = new PrometheusRegistry();
    own.register(
        new BrokerCollector(
            reader,
            new QueueSeries(measurements, reader, settings.number(Setting.METRICS_MAX_SERIES)),
            new NodeSeries(measurements, Version.TIDINGS),
            administration::listeners));
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, own, Clock.SYSTEM);
    bindVirtualMachine(registry);
  }

  static void bindVirtualMachine(MeterRegistry registry) {
    OF_THE_VIRTUAL_MACHINE.forEach(binder -> binder.bindTo(registry));
  }

  @PreDestroy
  void end() {
    registry.close();
  }

  /** All metrics in a format of Prometheus. */
  synchronized String scrape(String contentType) {
    long now = System.nanoTime();
    Written last = written.get(contentType);
    if (last == null || now - last.goodUntil() >= 0) {
      last = new Written(registry.scrape(contentType), System.nanoTime() + FRESH_NANOS);
      written.put(contentType, last);
    }
    return last.text();
  }
}
