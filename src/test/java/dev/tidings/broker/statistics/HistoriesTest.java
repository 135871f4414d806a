package dev.tidings.broker.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Resolution;
import dev.tidings.platform.metrics.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  private static final Counts ONE = new Counts(1, 1, 1);

  private final Histories histories = new Histories(3);

  private static SubjectIndex topics(long... ids) {
    List<ConfiguredObject> objects =
        LongStream.of(ids)
            .mapToObj(id -> new ConfiguredObject(ConfiguredObject.TOPIC, id, 0, "/" + id, true))
            .toList();
    return SubjectIndex.of(new Figures(Instant.EPOCH, objects, List.of()));
  }

  private boolean isKnown(Subject subject) {
    return histories.read(subject, Resolution.SECONDS, Instant.EPOCH).isPresent();
  }

  @Test
  void a_history_begins_with_the_first_that_happens() {
    histories.add(Map.of(), topics(1, 2));
    histories.add(Map.of(Subject.topic(2), ONE), topics(1, 2));

    assertThat(isKnown(Subject.topic(1))).isFalse();
    assertThat(isKnown(Subject.topic(2))).isTrue();
    assertThat(isKnown(Subject.WHOLE)).isTrue();
    assertThat(histories.activities()).containsOnlyKeys(Subject.WHOLE, Subject.topic(2));
  }

  @Test
  void there_are_so_many_and_no_more_until_one_goes() {
    Map<Subject, Counts> all = Map.of(Subject.topic(1), ONE, Subject.topic(2), ONE);
    histories.add(all, topics(1, 2));
    histories.add(Map.of(Subject.topic(3), ONE), topics(1, 2, 3));
    assertThat(isKnown(Subject.topic(3))).isFalse();

    histories.add(Map.of(Subject.topic(3), ONE), topics(1, 3));

    assertThat(isKnown(Subject.topic(2))).isFalse();
    assertThat(isKnown(Subject.topic(3))).isTrue();
  }

  @Test
  void what_was_counted_of_a_topic_that_is_gone_begins_nothing() {
    histories.add(Map.of(Subject.topic(9), ONE), topics(1));

    assertThat(histories.activities()).containsOnlyKeys(Subject.WHOLE);
  }
}
