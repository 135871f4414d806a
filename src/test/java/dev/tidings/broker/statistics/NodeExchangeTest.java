package dev.tidings.broker.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.metrics.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two nodes that tell each other what they have counted. */
class NodeExchangeTest {
  private static final Subject TOPIC = Subject.topic(7);
  private static final Subject QUEUE = Subject.subscription(8);

  private final NodeExchange here = new NodeExchange();
  private final NodeExchange there = new NodeExchange();

  private Counts heard(Subject subject, int seconds) {
    Counts sum = Counts.NONE;
    for (int i = 0; i < seconds; i++) {
      sum = sum.plus(here.nextSecond().getOrDefault(subject, Counts.NONE));
    }
    return sum;
  }

  @Test
  void what_one_has_counted_the_other_hears_within_ten_seconds_and_once() {
    there.count(Map.of(TOPIC, new Counts(7, 0, 0), QUEUE, new Counts(0, 5, 3)));
    there.count(Map.of(TOPIC, new Counts(6, 0, 0)));
    String text = there.tell();

    here.hear("there", text);
    here.hear("there", text);

    assertThat(heard(TOPIC, 10)).isEqualTo(new Counts(13, 0, 0));
    assertThat(heard(TOPIC, 10)).isEqualTo(Counts.NONE);
  }

  @Test
  void it_is_spread_evenly() {
    there.count(Map.of(TOPIC, new Counts(100, 0, 0)));
    here.hear("there", there.tell());

    for (int second = 0; second < 10; second++) {
      assertThat(here.nextSecond()).isEqualTo(Map.of(TOPIC, new Counts(10, 0, 0)));
    }
    assertThat(here.nextSecond()).isEmpty();
  }

  @Test
  void who_misses_a_text_gets_its_interval_with_the_next() {
    here.hear("there", there.tell());
    there.count(Map.of(TOPIC, new Counts(10, 0, 0)));
    there.tell();
    there.count(Map.of(TOPIC, new Counts(20, 0, 0)));

    here.hear("there", there.tell());

    assertThat(heard(TOPIC, 10)).isEqualTo(new Counts(30, 0, 0));
  }

  @Test
  void of_a_node_that_is_new_the_last_interval_counts() {
    there.count(Map.of(TOPIC, new Counts(1_000, 0, 0)));
    there.tell();
    there.count(Map.of(TOPIC, new Counts(10, 0, 0)));

    here.hear("there", there.tell());

    assertThat(heard(TOPIC, 10)).isEqualTo(new Counts(10, 0, 0));
  }

  @Test
  void nodes_that_are_there_are_counted() {
    here.hear("b", there.tell());
    here.hear("c", there.tell());
    assertThat(here.nodes()).isEqualTo(3);

    here.keepOnly(List.of("c"));

    assertThat(here.nodes()).isEqualTo(2);
  }

  @Test
  void a_text_of_a_later_version_is_read_as_far_as_it_is_known() {
    here.hear("there", "format 2\ninterval 4\nTOPIC 7 3 0 0\nsomething new\n");

    assertThat(heard(TOPIC, 10)).isEqualTo(new Counts(3, 0, 0));
  }

  @Test
  void a_text_of_very_many_subjects_fits_its_column() {
    Counts large = new Counts(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    for (long id = 0; id < 20_000; id++) {
      there.count(Map.of(Subject.subscription(Long.MAX_VALUE - id), large));
    }
    there.tell();
    there.tell();

    assertThat(there.tell().length()).isLessThan(1_000_000);
  }
}
