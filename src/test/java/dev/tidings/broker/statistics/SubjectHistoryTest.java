package dev.tidings.broker.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.Resolution;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubjectHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final SubjectHistory history = new SubjectHistory();

  private void pass(int seconds, Counts eachSecond) {
    for (int i = 0; i < seconds; i++) {
      history.add(eachSecond, 100 + i);
    }
  }

  @Test
  void rates_are_averages_of_the_time_that_has_passed_up_to_a_minute_and_an_hour() {
    pass(30, new Counts(6, 4, 2));

    assertThat(history.activity())
        .isEqualTo(
            new Activity(
                new Activity.Rate(6, 6), new Activity.Rate(4, 4), new Activity.Rate(2, 2)));

    pass(60, Counts.NONE);

    assertThat(history.activity().published()).isEqualTo(new Activity.Rate(0, 2));

    pass(3_600, new Counts(1, 1, 1));

    assertThat(history.activity().published()).isEqualTo(new Activity.Rate(1, 1));
  }

  @Test
  void a_coarse_point_is_the_sum_of_its_seconds_and_the_depth_at_their_end() {
    pass(25, new Counts(1, 2, 3));

    var tens = history.read(Resolution.TEN_SECONDS, NOW);

    assertThat(tens.published()).containsExactly(10, 10);
    assertThat(tens.delivered()).containsExactly(20, 20);
    assertThat(tens.acknowledged()).containsExactly(30, 30);
    assertThat(tens.depth()).containsExactly(109, 119);
    assertThat(tens.end()).isEqualTo(NOW.minusSeconds(5));
  }

  @Test
  void each_resolution_keeps_so_many_points() {
    pass(200_000, new Counts(1, 0, 0));

    for (Resolution resolution : Resolution.values()) {
      assertThat(history.read(resolution, NOW).published())
          .hasSize(resolution.points())
          .containsOnly((int) resolution.step().toSeconds());
    }
  }
}
