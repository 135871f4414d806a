package dev.tidings.transport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickBucketsTest {
  private final TickBuckets<Integer> rota = new TickBuckets<>(3);

  private void add(int many) {
    IntStream.range(0, many).forEach(rota::add);
  }

  private List<Integer> turns(int many) {
    return IntStream.range(0, many).mapToObj(i -> rota.next()).flatMap(Set::stream).toList();
  }

  @Test
  void everything_has_its_turn_once_in_a_while_and_not_all_at_once() {
    add(9);

    assertThat(turns(1)).hasSize(3);
    assertThat(turns(2)).hasSize(6);
    assertThat(turns(3)).containsExactlyInAnyOrderElementsOf(rota.all().toList()).hasSize(9);
  }

  @Test
  void what_was_removed_has_no_turn_any_more() {
    add(3);

    rota.remove(1);

    assertThat(rota.all()).containsExactlyInAnyOrder(0, 2);
    assertThat(turns(3)).containsExactlyInAnyOrder(0, 2);
  }
}
