package dev.tidings.broker.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RingTest {
  private final Ring ring = new Ring(2, 3);

  @Test
  void the_last_points_are_kept_the_oldest_first() {
    for (long i = 1; i <= 5; i++) {
      ring.add(i, 10 * i);
    }

    assertThat(ring.size()).isEqualTo(3);
    assertThat(ring.values(0)).containsExactly(3, 4, 5);
    assertThat(ring.values(1)).containsExactly(30, 40, 50);
    assertThat(ring.sum(1, 2)).isEqualTo(90);
    assertThat(ring.sum(1, 100)).isEqualTo(120);
  }

  @Test
  void there_are_no_points_before_the_first() {
    assertThat(ring.values(0)).isEmpty();

    ring.add(7, 8);

    assertThat(ring.values(0)).containsExactly(7);
  }

  @Test
  void what_is_too_large_for_a_point_is_as_large_as_one_can_be() {
    ring.add(Long.MAX_VALUE, 0);

    assertThat(ring.values(0)).containsExactly(Integer.MAX_VALUE);
  }
}
