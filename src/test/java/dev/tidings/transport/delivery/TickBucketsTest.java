package dev.tidings.transport.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickBucketsTest {
  private final TickBuckets<Integer> buckets = new TickBuckets<>(3);

  private void add(int many) {
    IntStream.range(0, many).forEach(buckets::add);
  }

  private List<Integer> next(int many) {
    return IntStream.range(0, many).mapToObj(i -> buckets.next()).flatMap(Set::stream).toList();
  }

  @Test
  void each_is_ticked_once_in_a_while_and_not_all_at_once() {
    add(9);

    assertThat(next(1)).hasSize(3);
    assertThat(next(2)).hasSize(6);
    assertThat(next(3)).containsExactlyInAnyOrderElementsOf(buckets.all().toList()).hasSize(9);
  }

  @Test
  void what_was_removed_is_ticked_no_more() {
    add(3);

    buckets.remove(1);

    assertThat(buckets.all()).containsExactlyInAnyOrder(0, 2);
    assertThat(next(3)).containsExactlyInAnyOrder(0, 2);
  }
}
