package dev.tidings.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTimeoutsTest {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LATE = Duration.ofHours(1);

  private final ScheduledThreadPoolExecutor timer =
      RequestTimeouts.timer(Executors.defaultThreadFactory());
  private final RequestTimeouts timeouts = new RequestTimeouts(timer);
  private final ConcurrentLinkedQueue<String> timedOut = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void what_takes_too_long_times_out_once() {
    Future<?> timeout = timeouts.after(SOON, () -> timedOut.add("it"));

    await().until(timeout::isDone);

    assertThat(timedOut).containsExactly("it");
  }

  @Test
  void what_has_time_left_does_not_time_out() {
    var unused = timeouts.after(LATE, () -> timedOut.add("it"));
    Future<?> other = timeouts.after(SOON, () -> timedOut.add("other"));

    await().until(other::isDone);

    assertThat(timedOut).containsExactly("other");
  }

  @Test
  void what_is_over_is_forgotten_at_once() {
    Future<?> timeout = timeouts.after(LATE, () -> timedOut.add("it"));
    assertThat(timer.getQueue()).hasSize(1);

    timeout.cancel(false);

    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void one_that_fails_does_not_keep_the_others() {
    List<Future<?>> all =
        List.of(
            timeouts.after(SOON, () -> fail("first")), timeouts.after(SOON, () -> fail("second")));

    await().until(() -> all.stream().allMatch(Future::isDone));

    assertThat(timedOut).containsExactlyInAnyOrder("first", "second");
  }

  private void fail(String name) {
    timedOut.add(name);
    throw new IllegalStateException("on purpose");
  }
}
