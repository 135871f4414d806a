package dev.tidings.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private final Refusals refusals = new Refusals();

  @Test
  void each_at_one_address_waits_longer_than_the_one_before_up_to_a_limit() {
    assertThat(Stream.generate(() -> refusals.begin("192.0.2.1").orElseThrow()).limit(7))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 10L);
    assertThat(refusals.begin("192.0.2.2")).contains(Refusals.FIRST);
  }

  @Test
  void so_many_wait_and_no_more() {
    for (int i = 0; i < Refusals.MOST_AT_ONCE; i++) {
      assertThat(refusals.begin("address " + i)).isPresent();
    }

    assertThat(refusals.begin("one more")).isEqualTo(Optional.empty());
    refusals.end();
    assertThat(refusals.begin("one more")).isPresent();
  }
}
