package dev.tidings.transport.events;

import static dev.tidings.transport.events.EventsScene.queue;
import static dev.tidings.transport.events.EventsScene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.QueueFigures;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private final Alerts alerts = new Alerts(EventsScene.NO_CONSUMERS);

  private static Map<String, String> alert(String name, String state) {
    return Map.of("name", name, "state", state, "topic_name", "/a", "endpoint_name", "e");
  }

  @Test
  void a_quiet_queue_alerts_nobody() {
    assertThat(alerts.changes(with(queue(0, 0, 3, Duration.ZERO)))).isEmpty();
    assertThat(alerts.changes(with(queue(0, 10, 3, Duration.ofMinutes(1))))).isEmpty();
  }

  @Test
  void an_alert_is_told_when_it_begins_and_when_it_ends() {
    QueueFigures old = queue(0, 1, 0, Duration.ofMinutes(11));

    assertThat(alerts.changes(with(old)))
        .containsExactly(alert("oldest-message-too-old", "firing"));
    assertThat(alerts.changes(with(old))).isEmpty();
    assertThat(alerts.changes(with(queue(0, 1, 0, Duration.ZERO))))
        .containsExactly(alert("oldest-message-too-old", "resolved"));
  }

  @Test
  void a_queue_that_fills_up_and_that_nobody_reads_is_told() {
    assertThat(alerts.changes(with(queue(80, 0, 0, Duration.ZERO))))
        .containsExactlyInAnyOrder(
            alert("queue-nearly-full", "firing"), alert("no-consumer", "firing"));
  }

  @Test
  void dead_letters_that_were_there_are_not_told_and_new_ones_are() {
    assertThat(alerts.changes(with(queue(0, 0, 7, Duration.ZERO)))).isEmpty();
    assertThat(alerts.changes(with(queue(0, 0, 8, Duration.ZERO))))
        .containsExactly(alert("dead-letters-growing", "firing"));
    assertThat(alerts.changes(with(queue(0, 0, 8, Duration.ZERO))))
        .containsExactly(alert("dead-letters-growing", "resolved"));
  }

  @Test
  void a_database_that_does_not_answer_is_told() {
    assertThat(alerts.changes(with(false)))
        .singleElement()
        .satisfies(alert -> assertThat(alert).containsEntry("name", "database-unavailable"));
  }
}
