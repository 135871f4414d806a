package dev.tidings.transport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.transport.admin.Ranking.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  private final Ranking ranking = new Ranking(2);

  @Test
  void of_many_those_with_the_most_remain_and_of_equal_ones_the_older() {
    long id = 0;
    for (long depth : List.of(1L, 7L, 0L, 7L, 3L, 7L)) {
      ranking.offer(new Row(++id, depth, 0, true));
    }

    assertThat(ranking.ids().get(0)).containsExactly(2L, 4L);
  }

  @Test
  void only_those_with_dead_letters_and_those_that_are_paused_are_in_the_other_orders() {
    ranking.offer(new Row(1, 0, 0, true));
    ranking.offer(new Row(2, 0, 4, true));
    ranking.offer(new Row(3, 0, 9, false));

    assertThat(ranking.ids().get(1)).containsExactly(3L, 2L);
    assertThat(ranking.ids().get(2)).containsExactly(3L);
  }

  @Test
  void a_row_that_is_first_in_two_orders_counts_once() {
    ranking.offer(new Row(1, 9, 0, false));
    ranking.offer(new Row(2, 0, 4, true));

    assertThat(Ranking.first(ranking.ids(), 1)).containsExactlyInAnyOrder(1L, 2L);
  }
}
