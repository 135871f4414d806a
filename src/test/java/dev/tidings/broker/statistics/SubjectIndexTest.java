package dev.tidings.broker.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectIndexTest {
  private static final List<ConfiguredObject> OBJECTS =
      List.of(
          new ConfiguredObject(ConfiguredObject.TOPIC, 1, 0, "/a", true),
          new ConfiguredObject(ConfiguredObject.TOPIC, 2, 0, "/b", true));

  private static Figures figures(List<ConfiguredObject> objects, long... ready) {
    return new Figures(Instant.EPOCH, objects, List.of(queue(5, ready[0]), queue(6, ready[1])));
  }

  private static QueueFigures queue(long id, long ready) {
    return new QueueFigures(id, 1, "/a", "e", 10, ready, 0, 0, 0, Duration.ZERO);
  }

  private final SubjectIndex index = SubjectIndex.of(figures(OBJECTS, 0, 3));

  @Test
  void a_topic_is_as_deep_as_its_queues_together() {
    SubjectIndex other = SubjectIndex.of(figures(OBJECTS, 2, 3));

    assertThat(other.depth(Subject.subscription(5))).isEqualTo(2);
    assertThat(other.depth(Subject.topic(1))).isEqualTo(5);
    assertThat(other.depth(Subject.topic(2))).isZero();
    assertThat(other.depth(Subject.WHOLE)).isEqualTo(5);
  }

  @Test
  void only_what_has_messages_takes_room() {
    assertThat(index.depths())
        .containsOnlyKeys(Subject.subscription(6), Subject.topic(1), Subject.WHOLE);
    assertThat(index.has(Subject.subscription(5))).isTrue();
    assertThat(index.has(Subject.topic(2))).isTrue();
    assertThat(index.has(Subject.topic(3))).isFalse();
    assertThat(index.has(Subject.subscription(7))).isFalse();
  }

  @Test
  void what_exists_is_not_worked_out_again_while_it_is_the_same() {
    SubjectIndex next = index.next(figures(OBJECTS, 4, 0));

    assertThat(next.topicIds()).isSameAs(index.topicIds());
    assertThat(next.depth(Subject.subscription(5))).isEqualTo(4);
    assertThat(next.depth(Subject.subscription(6))).isZero();
  }

  @Test
  void what_is_new_and_what_is_gone_is_noticed() {
    SubjectIndex next = index.next(figures(List.of(OBJECTS.get(1)), 0, 0));

    assertThat(next.hasTopic(1)).isFalse();
    assertThat(next.hasTopic(2)).isTrue();
  }
}
