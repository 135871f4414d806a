package dev.tidings.store.queue.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.TidingsException;
import dev.tidings.store.queue.inflight.InFlight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryPositionTest {

  @Test
  void an_empty_word_is_before_everything() {
    DeliveryPosition start = DeliveryPosition.parse("");

    assertThat(start.priority()).isEqualTo(9);
    assertThat(start.firstInFlight(9)).isEqualTo(new InFlight.Start(9, 0, 1));
    assertThat(start.firstInLane(9)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9a0", "5a17", "5b17", "1c999999999999999999"})
  void a_word_gives_back_the_place_that_wrote_it(String word) {
    assertThat(DeliveryPosition.parse(word).toString()).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a1",
        "5d1",
        "5a",
        "5a-1",
        "5a1 ",
        " 5a1",
        "5a1\n",
        "a5",
        "55a1",
        "5a１",
        "5c1000000000000000000"
      })
  void any_other_word_is_refused(String word) {
    assertThatThrownBy(() -> DeliveryPosition.parse(word))
        .isInstanceOf(TidingsException.class)
        .hasMessageContaining("after");
  }

  @Test
  void after_an_addressed_message_come_the_next_one_those_that_came_back_and_the_whole_lane() {
    DeliveryPosition deliveryPosition = new DeliveryPosition(5, 'a', 7);

    assertThat(deliveryPosition.firstInFlight(5)).isEqualTo(new InFlight.Start(5, 0, 8));
    assertThat(deliveryPosition.firstInLane(5)).isZero();
  }

  @Test
  void after_one_that_came_back_come_the_next_one_and_then_the_whole_lane() {
    DeliveryPosition deliveryPosition = new DeliveryPosition(5, 'b', 7);

    assertThat(deliveryPosition.firstInFlight(5)).isEqualTo(new InFlight.Start(5, 5, 8));
    assertThat(deliveryPosition.firstInLane(5)).isZero();
  }

  @Test
  void after_a_message_of_the_lane_no_held_one_of_its_priority_comes() {
    DeliveryPosition deliveryPosition = new DeliveryPosition(5, 'c', 7);

    assertThat(
            deliveryPosition
                .firstInFlight(5)
                .isAtOrBefore(new InFlight(5, 5, Long.MAX_VALUE, 0, 0)))
        .isFalse();
    assertThat(deliveryPosition.firstInLane(5)).isEqualTo(8);
  }

  @Test
  void lower_priorities_come_whole() {
    DeliveryPosition deliveryPosition = new DeliveryPosition(5, 'c', 7);

    assertThat(deliveryPosition.firstInFlight(4)).isEqualTo(new InFlight.Start(4, 0, 0));
    assertThat(deliveryPosition.firstInLane(4)).isZero();
  }
}
