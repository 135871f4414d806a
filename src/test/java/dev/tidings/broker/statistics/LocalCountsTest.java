package dev.tidings.broker.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalCountsTest {
  private static final SubjectIndex INDEX =
      SubjectIndex.of(
          new Figures(
              Instant.EPOCH,
              List.of(new ConfiguredObject("topic", 1, 0, "/a", true)),
              List.of(new QueueFigures(5, 1, "/a", "e", 10, 0, 0, 0, 0, Duration.ZERO))));

  private final Measurements measurements = new Measurements();
  private final LocalCounts counts = new LocalCounts(measurements);

  @Test
  void each_look_tells_what_happened_since_the_last() {
    measurements.topic(1).published(3, 30);
    measurements.queue(5).delivered(2, 20, 0);

    assertThat(counts.sinceLast(INDEX))
        .isEqualTo(
            Map.of(
                Subject.topic(1), new Counts(3, 2, 0),
                Subject.subscription(5), new Counts(0, 2, 0)));

    measurements.queue(5).acknowledged(2);

    assertThat(counts.sinceLast(INDEX))
        .isEqualTo(
            Map.of(
                Subject.topic(1), new Counts(0, 0, 2),
                Subject.subscription(5), new Counts(0, 0, 2)));
    assertThat(counts.sinceLast(INDEX)).isEmpty();
  }

  @Test
  void what_is_not_in_the_figures_yet_is_told_when_it_is() {
    measurements.topic(1).published(3, 30);

    assertThat(counts.sinceLast(SubjectIndex.NONE)).isEmpty();
    assertThat(counts.sinceLast(INDEX)).containsEntry(Subject.topic(1), new Counts(3, 0, 0));
  }
}
