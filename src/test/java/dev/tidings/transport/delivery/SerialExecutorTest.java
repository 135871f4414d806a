package dev.tidings.transport.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final SerialExecutor executor = new SerialExecutor(threads);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void tasks_run_one_at_a_time_in_order_whoever_runs_them() {
    List<Integer> done = new ArrayList<>();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    for (int i = 0; i < 1_000; i++) {
      int number = i;
      executor.execute(
          () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            done.add(number);
            atOnce.decrementAndGet();
          });
    }

    await().until(() -> executor.started() == 1_000 && atOnce.get() == 0);
    executor.execute(() -> {});
    await().until(() -> executor.started() == 1_001);
    assertThat(done).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    assertThat(most).hasValue(1);
  }

  @Test
  void one_that_fails_does_not_keep_the_next_from_running() {
    AtomicInteger done = new AtomicInteger();

    executor.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    executor.execute(done::incrementAndGet);

    await().until(() -> done.get() == 1);
  }

  @Test
  void one_that_begins_another_is_finished_before_that() {
    List<String> done = new ArrayList<>();

    SerialExecutor ownThread = new SerialExecutor(Runnable::run);
    ownThread.execute(
        () -> {
          ownThread.execute(() -> done.add("second"));
          done.add("first");
        });

    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void a_task_runs_on_the_calling_thread_if_no_other_runs() {
    AtomicReference<Thread> runner = new AtomicReference<>();

    executor.executeHere(() -> runner.set(Thread.currentThread()));

    assertThat(runner).hasValue(Thread.currentThread());
  }

  @Test
  void who_would_run_a_task_while_another_runs_does_not_wait() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    AtomicReference<Thread> runner = new AtomicReference<>();
    executor.execute(end::join);

    executor.executeHere(() -> runner.set(Thread.currentThread()));

    assertThat(runner).hasNullValue();
    end.complete(null);
    await().until(() -> runner.get() != null);
    assertThat(runner.get()).isNotEqualTo(Thread.currentThread());
  }
}
