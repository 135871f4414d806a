package dev.tidings.transport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.fixture.FakeQueue;
import dev.tidings.fixture.MovableClock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnsettledDeliveriesTest {
  private static final long SIZE_OF_ONE = 1 + 1_024;

  private final FakeQueue queue = new FakeQueue(new MovableClock(Instant.EPOCH));
  private final UnsettledDeliveries unsettled = new UnsettledDeliveries();

  @Test
  void it_counts_messages_and_bytes_until_they_are_taken() {
    unsettled.add(delivery("one", 1, "a"));
    unsettled.add(delivery("two", 2, "b", "c"));
    assertCount(3);

    assertThat(unsettled.take("two")).isPresent();

    assertCount(1);
    assertThat(unsettled.take("two")).isEmpty();
    assertCount(1);
  }

  @Test
  void a_delivery_takes_the_place_of_an_older_one_with_the_same_id() {
    unsettled.add(delivery("one", 1, "a"));

    unsettled.add(delivery("one", 2, "b"));

    assertCount(1);
    assertThat(unsettled.take("one").orElseThrow().receipts()).containsExactly(receipt("b"));
    assertCount(0);
  }

  @Test
  void those_up_to_a_position_are_taken_in_the_order_in_which_they_were_sent() {
    unsettled.add(delivery("one", 1, "a"));
    unsettled.add(delivery("two", 2, "b"));
    unsettled.add(delivery("three", 3, "c"));

    assertThat(unsettled.takeUpTo(2)).extracting(Delivery::id).containsExactly("one", "two");
    assertThat(unsettled.oldest().orElseThrow().id()).isEqualTo("three");
    assertCount(1);
  }

  @Test
  void what_is_settled_by_receipts_makes_room_and_a_delivery_without_any_left_is_gone() {
    unsettled.add(delivery("one", 1, "a", "b"));

    unsettled.forget(List.of(receipt("a"), receipt("unknown")));
    assertCount(1);
    assertThat(unsettled.all()).hasSize(1);
    unsettled.forget(List.of(receipt("a"), receipt("b")));

    assertCount(0);
    assertThat(unsettled.isEmpty()).isTrue();
  }

  private void assertCount(long messages) {
    assertThat(unsettled.messages()).isEqualTo(messages);
    assertThat(unsettled.bytes()).isEqualTo(messages * SIZE_OF_ONE);
  }

  private Delivery delivery(String id, long position, String... names) {
    List<Message> messages = Stream.of(names).map(name -> queue.message(name, 1)).toList();
    return new Delivery(id, messages, position, 0);
  }

  private static Receipt receipt(String name) {
    return Receipt.of(name + "-1");
  }
}
