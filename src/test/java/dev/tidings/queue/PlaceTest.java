package dev.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.TidingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  @Test
  void an_empty_word_is_before_everything() {
    Place start = Place.parse("");

    assertThat(start.priority()).isEqualTo(9);
    assertThat(start.firstHeld(9)).isEqualTo(new Held.Start(9, 0, 1));
    assertThat(start.firstInLane(9)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9a0", "5a17", "5b17", "1c999999999999999999"})
  void a_word_gives_back_the_place_that_wrote_it(String word) {
    assertThat(Place.parse(word).toString()).isEqualTo(word);
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
    assertThatThrownBy(() -> Place.parse(word))
        .isInstanceOf(TidingsException.class)
        .hasMessageContaining("after");
  }

  @Test
  void after_an_addressed_message_come_the_next_one_those_that_came_back_and_the_whole_lane() {
    Place place = new Place(5, 'a', 7);

    assertThat(place.firstHeld(5)).isEqualTo(new Held.Start(5, 0, 8));
    assertThat(place.firstInLane(5)).isZero();
  }

  @Test
  void after_one_that_came_back_come_the_next_one_and_then_the_whole_lane() {
    Place place = new Place(5, 'b', 7);

    assertThat(place.firstHeld(5)).isEqualTo(new Held.Start(5, 5, 8));
    assertThat(place.firstInLane(5)).isZero();
  }

  @Test
  void after_a_message_of_the_lane_no_held_one_of_its_priority_comes() {
    Place place = new Place(5, 'c', 7);

    assertThat(place.firstHeld(5).isAtOrBefore(new Held(5, 5, Long.MAX_VALUE, 0, 0))).isFalse();
    assertThat(place.firstInLane(5)).isEqualTo(8);
  }

  @Test
  void lower_priorities_come_whole() {
    Place place = new Place(5, 'c', 7);

    assertThat(place.firstHeld(4)).isEqualTo(new Held.Start(4, 0, 0));
    assertThat(place.firstInLane(4)).isZero();
  }
}
