package dev.tidings.transport.events;

import static dev.tidings.transport.events.EventsScene.NO_CONSUMERS;
import static dev.tidings.transport.events.EventsScene.queue;
import static dev.tidings.transport.events.EventsScene.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatisticsRowsTest {
  private final StatisticsRows before =
      StatisticsRows.of(with(queue(1, 0, 0, Duration.ZERO)), NO_CONSUMERS);

  private static String text(byte[] event) {
    return new String(event, UTF_8);
  }

  @Test
  void the_first_event_has_everything() {
    assertThat(text(before.all()))
        .startsWith("event: snapshot\ndata: {\"at\":\"1970-01-01T00:00:00.000000\"")
        .contains("\"total\":{\"publish_rate\":", "\"name\":\"/a\"", "\"endpoint_name\":\"e\"")
        .endsWith("}\n\n");
  }

  @Test
  void a_later_one_has_the_rows_that_differ() {
    StatisticsRows same = StatisticsRows.of(with(queue(1, 0, 0, Duration.ZERO)), NO_CONSUMERS);
    StatisticsRows other = StatisticsRows.of(with(queue(2, 0, 0, Duration.ZERO)), NO_CONSUMERS);

    assertThat(text(same.since(before)))
        .startsWith("event: statistics\n")
        .contains("\"topics\":[],\"subscriptions\":[]")
        .doesNotContain("total");
    assertThat(text(other.since(before)))
        .contains("\"total\":{", "\"topics\":[{", "\"subscriptions\":[{", "\"ready\":2");
  }
}
