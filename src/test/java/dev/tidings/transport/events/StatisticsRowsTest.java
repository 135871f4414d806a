package dev.tidings.transport.events;

import static dev.tidings.transport.events.EventsScene.NO_CONSUMERS;
import static dev.tidings.transport.events.EventsScene.queue;
import static dev.tidings.transport.events.EventsScene.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.transport.admin.RowRanks;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatisticsRowsTest {
  private final StatisticsRows before = rows(with(queue(1, 0, 0, Duration.ZERO)));

  /** As many as anybody may ask for. */
  private static StatisticsRows rows(Statistics statistics) {
    return StatisticsRows.of(
        statistics, RowRanks.of(statistics.figures()), NO_CONSUMERS, RowRanks.MOST);
  }

  private static String text(byte[] event) {
    return new String(event, UTF_8);
  }

  @Test
  void the_first_event_has_everything() {
    assertThat(text(before.all(10)))
        .startsWith("event: snapshot\ndata: {\"at\":\"1970-01-01T00:00:00.000000\"")
        .contains("\"total\":{\"publish_rate\":", "\"name\":\"/a\"", "\"endpoint_name\":\"e\"")
        .endsWith("}\n\n");
  }

  @Test
  void a_later_one_has_the_rows_that_differ() {
    StatisticsRows same = rows(with(queue(1, 0, 0, Duration.ZERO)));
    StatisticsRows other = rows(with(queue(2, 0, 0, Duration.ZERO)));

    assertThat(text(same.since(before, 10)))
        .startsWith("event: statistics\n")
        .contains("\"topics\":[],\"subscriptions\":[]")
        .doesNotContain("total");
    assertThat(text(other.since(before, 10)))
        .contains("\"total\":{", "\"topics\":[{", "\"subscriptions\":[{", "\"ready\":2");
  }

  private static QueueFigures row(long id, long ready, long dead) {
    return new QueueFigures(id, 1, "/a", "e", 100, ready, 0, 0, dead, Duration.ZERO);
  }

  private static List<Long> subscriptions(byte[] event) {
    return Pattern.compile("\"id\":(\\d+),\"topic_id\"")
        .matcher(text(event))
        .results()
        .map(match -> Long.parseLong(match.group(1)))
        .toList();
  }

  @Test
  void those_with_the_most_messages_and_the_most_dead_letters_are_told() {
    StatisticsRows rows =
        rows(with(row(1, 5, 0), row(2, 7, 0), row(3, 0, 9), row(4, 0, 0), row(5, 7, 1)));

    assertThat(subscriptions(rows.all(1))).containsExactly(2L, 3L);
    assertThat(subscriptions(rows.all(2))).containsExactly(2L, 3L, 5L);
    assertThat(subscriptions(rows.all(5))).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(text(rows.all(1))).contains("\"topics\":1,\"subscriptions\":5},\"topics\":[");
  }

  @Test
  void who_comes_among_the_rows_is_told_and_who_goes_is_named() {
    StatisticsRows first = rows(with(row(1, 5, 0), row(2, 7, 0)));
    StatisticsRows second = rows(with(row(1, 5, 0), row(2, 3, 0)));

    assertThat(subscriptions(second.since(first, 1))).containsExactly(1L);
    assertThat(text(second.since(first, 1))).contains("\"removed_subscriptions\":[2]");
    assertThat(text(second.since(first, 2))).doesNotContain("removed");
  }

  @Test
  void a_hundred_thousand_queues_make_events_of_a_thousand() {
    StatisticsRows many =
        rows(
            with(
                LongStream.rangeClosed(1, 100_000)
                    .mapToObj(id -> row(id, id, 0))
                    .toArray(QueueFigures[]::new)));

    assertThat(many.rows()).hasSize(RowRanks.MOST + 2);
    assertThat(subscriptions(many.all(RowRanks.MOST))).hasSize(RowRanks.MOST).contains(100_000L);
    assertThat(many.all(100)).hasSizeLessThan(100_000);
  }
}
