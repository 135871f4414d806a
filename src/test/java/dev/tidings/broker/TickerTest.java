package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class TickerTest {
  private final Deque<Runnable> scheduled = new ArrayDeque<>();
  private final Ticker ticker =
      new Ticker() {
        @Override
        void schedule(Runnable work, long milliseconds) {
          scheduled.add(work);
        }
      };

  @Test
  void a_tick_that_fails_is_followed_by_another_one() {
    ticker.tickOn();

    scheduled.remove().run();

    assertThat(scheduled).hasSize(1);
  }

  @Test
  void nothing_ticks_after_the_end() {
    ticker.tickOn();

    ticker.end();
    scheduled.remove().run();

    assertThat(scheduled).isEmpty();
  }
}
