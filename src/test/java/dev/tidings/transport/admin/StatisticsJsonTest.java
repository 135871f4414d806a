package dev.tidings.transport.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.transport.json.JsonOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatisticsJsonTest {
  private static final int TOPICS = 3_000;

  private static final FigureReader ONE_CONSUMER =
      new FigureReader() {
        @Override
        public Figures read() {
          throw new UnsupportedOperationException("The test gives the figures");
        }

        @Override
        public int consumers(QueueFigures queue) {
          return queue.subscriptionId() == TOPICS ? 1 : 0;
        }

        @Override
        public int consumers() {
          return 1;
        }
      };

  /** Each topic has one queue with the same id, and that has as many messages. */
  private static String text(int limit) {
    List<ConfiguredObject> objects =
        LongStream.rangeClosed(1, TOPICS)
            .mapToObj(id -> new ConfiguredObject(ConfiguredObject.TOPIC, id, 0, "/t" + id, true))
            .toList();
    List<QueueFigures> queues =
        LongStream.rangeClosed(1, TOPICS)
            .mapToObj(
                id -> new QueueFigures(id, id, "/t" + id, "e", 100, id, 0, 0, 0, Duration.ZERO))
            .toList();
    Statistics statistics =
        new Statistics(new Figures(Instant.EPOCH, objects, queues), true, 1, Map.of());
    RowRanks ranks = RowRanks.of(statistics.figures());
    byte[] all =
        JsonOutput.bytes(
            json ->
                json.object(
                    fields ->
                        StatisticsJson.write(fields, statistics, ranks, ONE_CONSUMER, limit)));
    return new String(all, UTF_8);
  }

  private static List<String> names(String text) {
    return Pattern.compile("\"name\":\"(.*?)\"")
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void the_rows_are_those_with_the_most_messages_in_the_order_of_their_ids() {
    assertThat(names(text(3))).containsExactly("/t2998", "/t2999", "/t3000");
    assertThat(text(3)).contains("\"id\":3000,\"topic_id\":3000").doesNotContain("\"id\":2997");
  }

  @Test
  void the_total_is_that_of_all() {
    assertThat(text(1))
        .contains("\"queue_depth\":4501500,\"ready\":4501500")
        .contains("\"consumers\":1,\"oldest_age_ms\":0,\"topics\":3000,\"subscriptions\":3000}");
  }

  @Test
  void an_answer_has_an_end_however_many_there_are() {
    assertThat(names(text(RowRanks.MOST))).hasSize(RowRanks.MOST);
  }
}
