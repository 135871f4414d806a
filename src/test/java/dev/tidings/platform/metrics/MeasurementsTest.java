package dev.tidings.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.Measurements.LoginRefusal;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeasurementsTest {
  private final Measurements measurements = new Measurements();

  @Test
  void what_is_counted_of_a_topic_and_a_queue_is_read() {
    measurements.topic(7).published(3, 300);
    measurements.topic(7).refused(2);
    measurements.topic(7).expired(1);
    measurements.queue(8).delivered(5, 500, 2);
    measurements.queue(8).acknowledged(4);
    measurements.queue(8).rejected(1);
    measurements.queue(8).deadLettered(1);

    assertThat(Stream.of(Metric.values()).map(metric -> measurements.topic(7).of(metric)))
        .filteredOn(value -> value != 0)
        .containsExactly(3L, 300L, 2L, 1L);
    assertThat(Stream.of(Metric.values()).map(metric -> measurements.queue(8).of(metric)))
        .filteredOn(value -> value != 0)
        .containsExactly(5L, 500L, 2L, 4L, 1L, 1L);
  }

  @Test
  void nothing_is_known_of_what_nobody_counted() {
    assertThat(measurements.knownTopic(7)).isEmpty();
    assertThat(measurements.knownQueue(7)).isEmpty();

    measurements.topic(7);

    assertThat(measurements.knownTopic(7)).isPresent();
  }

  @Test
  void what_is_gone_is_forgotten_and_what_came_after_the_look_is_not() {
    measurements.topic(1);
    measurements.queue(1);
    measurements.topic(2);
    Measurements.Counted counted = measurements.counted();
    measurements.topic(3);
    measurements.queue(3);

    measurements.keepOnly(counted, Set.of(2L), Set.of());

    assertThat(measurements.counted())
        .isEqualTo(new Measurements.Counted(Set.of(2L, 3L), Set.of(3L)));
  }

  @Test
  void a_value_that_somebody_keeps_is_read_where_it_is() {
    assertThat(measurements.value(Metric.WEBSOCKET_SESSIONS)).isZero();

    measurements.watch(Metric.WEBSOCKET_SESSIONS, () -> 12);
    measurements.count(Metric.HOUSEKEEPING_FAILURES);

    assertThat(measurements.value(Metric.WEBSOCKET_SESSIONS)).isEqualTo(12);
    assertThat(measurements.value(Metric.HOUSEKEEPING_FAILURES)).isEqualTo(1);
  }

  @Test
  void refused_logins_are_counted_by_reason() {
    measurements.refused(LoginRefusal.ATTEMPTS);

    assertThat(measurements.refusals(LoginRefusal.ATTEMPTS)).isEqualTo(1);
    assertThat(measurements.refusals(LoginRefusal.CREDENTIALS)).isZero();
  }

  /** Prometheus' own rules for names. */
  @ParameterizedTest
  @EnumSource(Metric.class)
  void names_have_the_prefix_base_units_and_no_suffix_of_a_kind(Metric metric) {
    assertThat(metric.id())
        .matches("tidings(_[a-z]+)+")
        .doesNotEndWith("_total")
        .doesNotEndWith("_count")
        .doesNotEndWith("_ms")
        .doesNotEndWith("_millis");
    assertThat(metric.help()).endsWith(".");
  }
}
