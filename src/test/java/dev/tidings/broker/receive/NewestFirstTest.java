package dev.tidings.broker.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.read.QueueEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewestFirstTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void nothing_stays_nothing() {
    assertThat(NewestFirst.order(List.of())).isEmpty();
  }

  @Test
  void a_higher_priority_goes_first_and_the_newest_first_within_it() {
    assertThat(
            ordered(
                inLane("9 old", 9, 1, 10),
                inLane("9 new", 9, 2, 40),
                inLane("5 old", 5, 1, 20),
                inLane("5 new", 5, 2, 50)))
        .containsExactly("9 new", "9 old", "5 new", "5 old");
  }

  @Test
  void positions_decide_within_a_lane_also_when_the_clock_stepped_back() {
    assertThat(
            ordered(
                inLane("first", 5, 1, 30), inLane("second", 5, 2, 10), inLane("third", 5, 3, 20)))
        .containsExactly("third", "second", "first");
  }

  @Test
  void addressed_messages_go_between_the_others_by_their_times() {
    assertThat(
            ordered(
                addressed("addressed at 5", 5, 1, 5),
                addressed("addressed at 15", 5, 2, 15),
                addressed("addressed at 35", 5, 3, 35),
                inLane("at 10", 5, 1, 10),
                inLane("at 20", 5, 2, 20)))
        .containsExactly("addressed at 35", "at 20", "addressed at 15", "at 10", "addressed at 5");
  }

  @Test
  void addressed_messages_keep_their_own_order_also_when_the_clock_stepped_back() {
    assertThat(
            ordered(
                addressed("addressed first", 5, 1, 30),
                addressed("addressed second", 5, 2, 10),
                inLane("other", 5, 1, 20)))
        .containsExactly("other", "addressed second", "addressed first");
  }

  private static List<String> ordered(QueueEntry... deliveries) {
    return NewestFirst.order(List.of(deliveries)).stream()
        .map(delivery -> delivery.entry().publication().data().asString())
        .toList();
  }

  private static QueueEntry inLane(String text, int priority, long position, long second) {
    return delivery(text, priority, priority, position, second);
  }

  private static QueueEntry addressed(String text, int priority, long position, long second) {
    return delivery(text, priority, Lane.ADDRESSED, position, second);
  }

  private static QueueEntry delivery(
      String text, int priority, int lane, long position, long second) {
    Publication publication = Publication.builder().data(text).priority(priority).build();
    Instant published = NOON.plusSeconds(second);
    return new QueueEntry(
        new LogEntry(
            lane,
            position,
            MessageId.of("zpsm" + "0".repeat(24)),
            published,
            published.plusSeconds(3_600),
            true,
            1,
            "pub=/**",
            publication),
        0,
        Optional.empty(),
        Optional.empty());
  }
}
