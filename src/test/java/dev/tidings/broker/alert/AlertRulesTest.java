package dev.tidings.broker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.AlertKind;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final AlertRules rules = new AlertRules(new NobodyWaits());

  private static final class NobodyWaits implements FigureReader {
    @Override
    public Figures read() {
      throw new UnsupportedOperationException("The test gives the figures");
    }

    @Override
    public int consumers(QueueFigures queue) {
      return 0;
    }

    @Override
    public int consumers() {
      return 0;
    }
  }

  private static QueueFigures queue(long ready, long leased, long dead, Duration oldestAge) {
    return new QueueFigures(5, 1, "/a", "e", 100, ready, leased, 0, dead, oldestAge);
  }

  private List<AlertKind> kinds(Instant now, QueueFigures queue) {
    return rules.alerts(statistics(true, queue), now).stream().map(Alert::kind).toList();
  }

  private static Statistics statistics(boolean isCurrent, QueueFigures... queues) {
    List<ConfiguredObject> objects = List.of(new ConfiguredObject("topic", 1, 0, "/a", true));
    Figures figures = new Figures(Instant.EPOCH, objects, List.of(queues));
    return new Statistics(figures, isCurrent, 1, Map.of());
  }

  @Test
  void a_quiet_queue_alerts_nobody() {
    assertThat(kinds(NOON, queue(0, 0, 3, Duration.ZERO))).isEmpty();
    assertThat(kinds(NOON, queue(0, 10, 3, Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void an_old_message_is_an_alert_with_the_names_of_its_queue() {
    QueueFigures old = queue(0, 1, 0, Duration.ofMinutes(11));

    assertThat(rules.alerts(statistics(true, old), NOON))
        .containsExactly(new Alert(AlertKind.OLDEST_MESSAGE_TOO_OLD, "/a", "e"));
  }

  @Test
  void a_queue_that_fills_up_and_that_nobody_reads_is_two() {
    assertThat(kinds(NOON, queue(80, 0, 0, Duration.ZERO)))
        .containsExactlyInAnyOrder(AlertKind.QUEUE_NEARLY_FULL, AlertKind.NO_CONSUMER);
  }

  @Test
  void dead_letters_that_were_there_are_none_and_new_ones_are_for_ten_minutes() {
    assertThat(kinds(NOON, queue(0, 0, 7, Duration.ZERO))).isEmpty();
    QueueFigures more = queue(0, 0, 8, Duration.ZERO);
    assertThat(kinds(NOON.plusSeconds(1), more)).containsExactly(AlertKind.DEAD_LETTERS_GROWING);
    assertThat(kinds(NOON.plusSeconds(600), more)).containsExactly(AlertKind.DEAD_LETTERS_GROWING);
    assertThat(kinds(NOON.plusSeconds(601), more)).isEmpty();
  }

  @Test
  void dead_letters_that_are_gone_are_none() {
    assertThat(kinds(NOON, queue(0, 0, 0, Duration.ZERO))).isEmpty();
    assertThat(kinds(NOON.plusSeconds(1), queue(0, 0, 1, Duration.ZERO))).isNotEmpty();
    assertThat(kinds(NOON.plusSeconds(2), queue(0, 0, 0, Duration.ZERO))).isEmpty();
  }

  @Test
  void a_database_that_does_not_answer_is_one_about_the_whole() {
    assertThat(rules.alerts(statistics(false), NOON))
        .containsExactly(new Alert(AlertKind.DATABASE_UNAVAILABLE, "", ""));
  }
}
