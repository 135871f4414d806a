package dev.tidings.store.queue.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final Lease lease = lease(bits(0, 3, 999));

  private static Lease lease(BitSet open) {
    return new Lease(7, 0, 5, 5, 100, open, 2, 1, NOON);
  }

  private static BitSet bits(int... indexes) {
    BitSet bits = new BitSet();
    for (int index : indexes) {
      bits.set(index);
    }
    return bits;
  }

  @Test
  void it_lives_until_its_deadline_and_no_longer() {
    assertThat(lease.isLive(NOON.minusNanos(1_000))).isTrue();
    assertThat(lease.isLive(NOON)).isFalse();
  }

  @Test
  void it_knows_which_positions_are_open() {
    assertThat(lease.openCount()).isEqualTo(3);
    assertThat(lease.lastPosition()).isEqualTo(1_099);
    assertThat(lease.isOpen(100)).isTrue();
    assertThat(lease.isOpen(103)).isTrue();
    assertThat(lease.isOpen(101)).isFalse();
    assertThat(lease.isOpen(99)).isFalse();
    assertThat(lease.isOpen(1_100)).isFalse();
    assertThat(lease.isOpen(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void without_some_positions_it_is_another_one_and_itself_as_before() {
    Lease rest = lease.without(bits(3, 500));

    assertThat(rest.open()).isEqualTo(bits(0, 999));
    assertThat(rest.deadline()).isEqualTo(NOON);
    assertThat(lease.open()).isEqualTo(bits(0, 3, 999));
  }

  @Test
  void nothing_is_left_of_it_when_all_is_settled() {
    assertThat(lease.without(bits(0, 3, 999)).openCount()).isZero();
  }

  @Test
  void split_and_rest_hold_together_what_it_held() {
    Lease part = lease.split(1, bits(3), NOON.plusSeconds(60));
    Lease rest = lease.without(bits(3));

    assertThat(part.isOpen(103)).isTrue();
    assertThat(rest.isOpen(103)).isFalse();
    assertThat(part.openCount() + rest.openCount()).isEqualTo(lease.openCount());
    assertThat(part.isLive(NOON)).isTrue();
    assertThat(rest.isLive(NOON)).isFalse();
  }

  @Test
  void a_part_is_the_same_delivery_with_another_number_and_deadline() {
    Lease part = lease.split(1, bits(3), NOON.plusSeconds(60));

    assertThat(part).isEqualTo(new Lease(7, 1, 5, 5, 100, bits(3), 2, 1, NOON.plusSeconds(60)));
  }
}
