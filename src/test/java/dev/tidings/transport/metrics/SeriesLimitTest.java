package dev.tidings.transport.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesLimitTest {

  @Test
  void what_is_beyond_the_limit_is_added_up_under_other() {
    SeriesLimit series = new SeriesLimit(Metric.MESSAGES_PUBLISHED, 3, Double::sum);

    for (String topic : List.of("/a", "/b", "/c", "/d")) {
      series.add(1, topic);
    }
    series.add(1, "/a");

    assertThat(series.values())
        .isEqualTo(Map.of(List.of("/a"), 2.0, List.of("/b"), 1.0, List.of(SeriesLimit.OTHER), 2.0));
  }

  @Test
  void ages_beyond_the_limit_are_those_of_the_oldest() {
    SeriesLimit series = new SeriesLimit(Metric.QUEUE_OLDEST_AGE, 2, Math::max);

    series.add(1, "/a", "x");
    series.add(5, "/b", "x");
    series.add(3, "/c", "y");

    assertThat(series.values())
        .isEqualTo(Map.of(List.of("/a", "x"), 1.0, List.of("_other", "_other"), 5.0));
  }

  @Test
  void each_state_has_others_and_all_together_are_within_the_limit() {
    SeriesLimit series = new SeriesLimit(Metric.QUEUE_MESSAGES, 10, Double::sum);

    for (int queue = 0; queue < 100; queue++) {
      for (String state : List.of("ready", "leased", "delayed", "dead")) {
        series.add(1, "/t", "e" + queue, state);
      }
    }

    assertThat(series.values()).hasSize(10).containsKey(List.of("_other", "_other", "delayed"));
    assertThat(series.values().values().stream().mapToDouble(value -> value).sum()).isEqualTo(400);
  }
}
