package dev.tidings.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginGracePeriodTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final LoginGracePeriod loginGracePeriod = new LoginGracePeriod(at(0));

  @Test
  void one_alone_has_its_time() {
    loginGracePeriod.seen(at(10));

    assertThat(loginGracePeriod.isLate(at(10), at(14), TIMEOUT)).isFalse();
    assertThat(loginGracePeriod.isLate(at(10), at(15), TIMEOUT)).isTrue();
  }

  @Test
  void while_others_come_nobody_is_late() {
    loginGracePeriod.seen(at(22));

    assertThat(loginGracePeriod.isLate(at(10), at(26), TIMEOUT)).isFalse();
    assertThat(loginGracePeriod.isLate(at(10), at(27), TIMEOUT)).isTrue();
  }

  @Test
  void others_hold_nobody_for_more_than_a_minute() {
    loginGracePeriod.seen(at(69));

    assertThat(loginGracePeriod.isLate(at(10), at(69), TIMEOUT)).isFalse();
    assertThat(loginGracePeriod.isLate(at(10), at(70), TIMEOUT)).isTrue();
  }

  @Test
  void those_who_came_earlier_give_nobody_less() {
    assertThat(loginGracePeriod.isLate(at(10), at(14), TIMEOUT)).isFalse();
    assertThat(loginGracePeriod.isLate(at(10), at(15), TIMEOUT)).isTrue();
  }

  /** Near the end of what the clock counts. */
  private static long at(int second) {
    return Long.MAX_VALUE - Duration.ofSeconds(20).toNanos() + Duration.ofSeconds(second).toNanos();
  }
}
