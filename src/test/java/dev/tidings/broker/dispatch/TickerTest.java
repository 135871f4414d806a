package dev.tidings.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TickerTest {
  private final Deque<FutureTask<?>> scheduled = new ArrayDeque<>();
  private final Ticker ticker =
      new Ticker() {
        @Override
        public Future<?> schedule(Runnable work, long milliseconds) {
          FutureTask<?> task = new FutureTask<>(work, null);
          scheduled.add(task);
          return task;
        }
      };

  @Test
  void a_tick_that_fails_is_followed_by_another_one() {
    AtomicInteger ticks = new AtomicInteger();
    ticker.register(
        () -> {
          throw new IllegalStateException("The database is away");
        });
    ticker.register(() -> ticks.incrementAndGet() > 0);
    ticker.tickOn();

    scheduled.remove().run();

    assertThat(scheduled).hasSize(1);
    assertThat(ticks).hasValue(1);
  }

  @Test
  void it_ticks_until_no_task_needs_it() {
    AtomicInteger needed = new AtomicInteger(2);
    ticker.register(() -> false);
    ticker.register(() -> needed.decrementAndGet() > 0);
    ticker.tickOn();

    scheduled.remove().run();
    assertThat(scheduled).hasSize(1);
    scheduled.remove().run();

    assertThat(scheduled).isEmpty();
    ticker.tickOn();
    assertThat(scheduled).hasSize(1);
  }

  @Test
  void a_task_that_needs_it_after_it_was_asked_gets_another_tick() {
    AtomicInteger ticks = new AtomicInteger();
    ticker.register(
        () -> {
          if (ticks.incrementAndGet() == 1) {
            ticker.tickOn();
          }
          return false;
        });
    ticker.tickOn();

    while (!scheduled.isEmpty()) {
      scheduled.remove().run();
    }

    assertThat(ticks).hasValue(2);
  }

  @Test
  void however_many_want_it_there_is_one_tick() {
    ticker.tickOn();
    ticker.tickOn();

    assertThat(scheduled).hasSize(1);
  }

  @Test
  void it_goes_on_after_a_tick_that_the_server_dropped() {
    AtomicInteger ticks = new AtomicInteger();
    ticker.register(() -> ticks.incrementAndGet() < 2);
    ticker.tickOn();
    scheduled.remove().cancel(false);
    ticker.tickOn();
    assertThat(scheduled).isEmpty();

    ticker.goOn();
    ticker.goOn();

    assertThat(scheduled).hasSize(1);
    scheduled.remove().run();
    scheduled.remove().run();
    assertThat(ticks).hasValue(2);
    ticker.goOn();
    assertThat(scheduled).isEmpty();
  }

  @Test
  void nothing_goes_on_after_the_end() {
    ticker.tickOn();
    scheduled.remove().cancel(false);

    ticker.end();
    ticker.goOn();

    assertThat(scheduled).isEmpty();
  }

  @Test
  void nothing_ticks_after_the_end() {
    ticker.tickOn();

    ticker.end();
    scheduled.remove().run();

    assertThat(scheduled).isEmpty();
  }
}
