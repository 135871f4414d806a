package dev.tidings.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalDelayTest {
  private final RefusalDelay refusalDelay = new RefusalDelay();

  @Test
  void each_at_one_address_waits_longer_than_the_one_before_up_to_a_limit() {
    assertThat(Stream.generate(() -> refusalDelay.begin("192.0.2.1").orElseThrow()).limit(7))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 10L);
    assertThat(refusalDelay.begin("192.0.2.2")).contains(RefusalDelay.FIRST);
  }

  @Test
  void so_many_wait_and_no_more() {
    for (int i = 0; i < RefusalDelay.MOST_AT_ONCE; i++) {
      assertThat(refusalDelay.begin("address " + i)).isPresent();
    }

    assertThat(refusalDelay.begin("one more")).isEqualTo(Optional.empty());
    refusalDelay.end();
    assertThat(refusalDelay.begin("one more")).isPresent();
  }
}
