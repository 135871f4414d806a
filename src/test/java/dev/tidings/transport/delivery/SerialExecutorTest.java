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
  private final SerialExecutor turns = new SerialExecutor(threads);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void turns_are_taken_one_at_a_time_in_order_whoever_takes_them() {
    List<Integer> taken = new ArrayList<>();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    for (int i = 0; i < 1_000; i++) {
      int number = i;
      turns.execute(
          () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            taken.add(number);
            atOnce.decrementAndGet();
          });
    }

    await().until(() -> turns.started() == 1_000 && atOnce.get() == 0);
    turns.execute(() -> {});
    await().until(() -> turns.started() == 1_001);
    assertThat(taken).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    assertThat(most).hasValue(1);
  }

  @Test
  void one_that_fails_does_not_keep_the_next_from_being_taken() {
    AtomicInteger taken = new AtomicInteger();

    turns.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    turns.execute(taken::incrementAndGet);

    await().until(() -> taken.get() == 1);
  }

  @Test
  void one_that_begins_another_is_finished_before_that() {
    List<String> taken = new ArrayList<>();

    SerialExecutor ownThread = new SerialExecutor(Runnable::run);
    ownThread.execute(
        () -> {
          ownThread.execute(() -> taken.add("second"));
          taken.add("first");
        });

    assertThat(taken).containsExactly("first", "second");
  }

  @Test
  void a_turn_is_taken_on_the_calling_thread_if_nobody_has_one() {
    AtomicReference<Thread> taker = new AtomicReference<>();

    turns.executeHere(() -> taker.set(Thread.currentThread()));

    assertThat(taker).hasValue(Thread.currentThread());
  }

  @Test
  void who_would_take_a_turn_while_somebody_has_one_does_not_wait() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    AtomicReference<Thread> taker = new AtomicReference<>();
    turns.execute(end::join);

    turns.executeHere(() -> taker.set(Thread.currentThread()));

    assertThat(taker).hasNullValue();
    end.complete(null);
    await().until(() -> taker.get() != null);
    assertThat(taker.get()).isNotEqualTo(Thread.currentThread());
  }
}
