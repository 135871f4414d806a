package dev.tidings.transport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.metrics.Histogram;
import dev.tidings.platform.metrics.Measurements.PublishPart;
import dev.tidings.platform.metrics.Metric;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus reads. */
class MetricsTextTest {
  private final Scrapes scrapes = new Scrapes(10);

  @BeforeEach
  void two_topics() {
    scrapes.topics(2);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void every_metric_is_there_with_its_kind_and_help(Metric metric) {
    String kind = metric.kind().name().toLowerCase(Locale.ROOT);

    assertThat(scrapes.text())
        .contains("# TYPE " + metric.publicName() + " " + kind + "\n")
        .contains("# HELP " + metric.publicName() + " " + metric.help() + "\n");
    assertThat(scrapes.openMetrics()).contains("# TYPE " + metric.id().replaceFirst("_info$", ""));
  }

  @Test
  void counters_have_the_names_of_topics_and_endpoints() {
    scrapes.measurements.topic(1).published(3, 30);
    scrapes.measurements.queue(2).delivered(7, 70, 1);

    assertThat(scrapes.text().lines())
        .contains(
            "tidings_messages_published_total{topic=\"/t1\"} 3.0",
            "tidings_messages_published_total{topic=\"/t2\"} 0.0",
            "tidings_published_bytes_total{topic=\"/t1\"} 30.0",
            "tidings_messages_delivered_total{endpoint=\"e2\",topic=\"/t2\"} 7.0",
            "tidings_messages_redelivered_total{endpoint=\"e2\",topic=\"/t2\"} 1.0");
  }

  @Test
  void gauges_say_how_the_queues_stand() {
    scrapes.measurements.listenerFailed("packing");
    scrapes.measurements.listenerFailed("packing");
    scrapes.measurements.watch(Metric.WEBSOCKET_UNSETTLED, () -> 7);
    assertThat(scrapes.text().lines())
        .contains(
            "tidings_queue_messages{endpoint=\"e1\",state=\"ready\",topic=\"/t1\"} 5.0",
            "tidings_queue_messages{endpoint=\"e1\",state=\"dead\",topic=\"/t1\"} 2.0",
            "tidings_queue_oldest_message_age_seconds{endpoint=\"e1\",topic=\"/t1\"} 1.5",
            "tidings_queue_consumers{endpoint=\"e1\",topic=\"/t1\"} 2.0",
            "tidings_queue_max_depth_messages{endpoint=\"e1\",topic=\"/t1\"} 100.0",
            "tidings_listener_running_calls{listener=\"packing\"} 3.0",
            "tidings_listener_failures_total{listener=\"packing\"} 2.0",
            "tidings_websocket_unsettled_messages 7.0",
            "tidings_build_info{version=\"1.2.3\"} 1",
            "tidings_database_up 1.0");
  }

  @Test
  void histograms_have_buckets_a_count_and_a_sum() {
    scrapes.measurements.publishing(PublishPart.FLUSH).record(3_000_000);

    assertThat(scrapes.text().lines())
        .contains(
            "tidings_publish_duration_seconds_bucket{part=\"flush\",le=\"0.0025\"} 0",
            "tidings_publish_duration_seconds_bucket{part=\"flush\",le=\"0.005\"} 1",
            "tidings_publish_duration_seconds_bucket{part=\"flush\",le=\"+Inf\"} 1",
            "tidings_publish_duration_seconds_count{part=\"flush\"} 1",
            "tidings_publish_duration_seconds_sum{part=\"flush\"} 0.003");
  }

  @Test
  void a_histogram_that_somebody_else_keeps_is_read_there() {
    Histogram flushes = Histogram.ofDurations();
    scrapes.measurements.watch(Metric.FLUSH_DURATION, flushes);
    flushes.record(2_000_000);

    assertThat(scrapes.text().lines())
        .contains(
            "tidings_database_flush_duration_seconds_count 1",
            "tidings_database_flush_duration_seconds_sum 0.002");
  }

  @Test
  void however_many_topics_there_are_no_metric_has_more_series_than_the_limit() {
    scrapes.topics(500);
    scrapes.measurements.topic(499).published(1, 1);
    scrapes.measurements.topic(500).published(1, 1);

    String text = scrapes.text();

    assertThat(text.lines().toList())
        .contains("tidings_messages_published_total{topic=\"_other\"} 2.0");
    var series =
        text.lines()
            .filter(line -> line.startsWith("tidings_") && !line.contains("_bucket"))
            .collect(
                Collectors.groupingBy(line -> line.split("[{ ]", 2)[0], Collectors.counting()));
    assertThat(series.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(10));
  }

  @Test
  void without_the_database_counters_keep_their_names_and_queues_are_left_out() {
    scrapes.measurements.topic(1).published(3, 30);
    scrapes.text();
    scrapes.figures(
        () -> {
          throw new TidingsException(ErrorType.UNAVAILABLE, "on purpose");
        });

    assertThat(scrapes.text().lines())
        .contains("tidings_messages_published_total{topic=\"/t1\"} 3.0", "tidings_database_up 0.0")
        .noneMatch(line -> line.startsWith("tidings_queue_messages{"));
  }

  @Test
  void the_virtual_machine_is_there_too() {
    assertThat(scrapes.text()).contains("jvm_memory_used_bytes{area=\"heap\"", "process_uptime");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/openmetrics-text | application/openmetrics-text",
        "text/plain | text/plain",
        "*/* | text/plain",
        "text/plain, application/openmetrics-text | text/plain",
        "application/openmetrics-text, */* | application/openmetrics-text",
        "application/vnd.google.protobuf, application/openmetrics-text | application/openmetrics-text",
        "text/html | text/plain"
      })
  void the_format_is_what_the_client_likes_best(String accepted, String format) {
    List<MediaType> types =
        List.of(accepted.split(", ", -1)).stream()
            .map(name -> name.split("/", -1))
            .map(parts -> new MediaType(parts[0], parts[1]))
            .toList();

    assertThat(MetricsResource.best(types)).startsWith(format);
  }
}
