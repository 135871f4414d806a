package dev.tidings.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger flushes = new AtomicInteger();
  private final CountDownLatch firstBegun = new CountDownLatch(1);
  private final Semaphore mayFinish = new Semaphore(0);

  @AfterEach
  void stop_the_threads() {
    threads.shutdownNow();
  }

  @Test
  void one_commit_is_flushed_by_one_flush() {
    Checkpoint checkpoint = new Checkpoint(flushes::incrementAndGet);

    checkpoint.await();
    checkpoint.await();

    assertThat(flushes).hasValue(2);
  }

  @Test
  void those_who_come_during_a_flush_share_the_next_one() throws Exception {
    Checkpoint checkpoint = new Checkpoint(this::flushWhenAllowed);
    Future<?> first = threads.submit(checkpoint::await);
    assertThat(firstBegun.await(10, SECONDS)).isTrue();

    List<Future<?>> others =
        IntStream.range(0, 20).<Future<?>>mapToObj(i -> threads.submit(checkpoint::await)).toList();
    await().until(() -> checkpoint.waiting() == others.size());
    mayFinish.release();
    first.get(10, SECONDS);

    assertThat(others).noneMatch(Future::isDone);
    mayFinish.release();
    for (Future<?> other : others) {
      other.get(10, SECONDS);
    }
    assertThat(flushes).hasValue(2);
  }

  @Test
  void after_a_flush_that_failed_nothing_is_promised_any_more() {
    Checkpoint checkpoint =
        new Checkpoint(
            () -> {
              if (flushes.incrementAndGet() == 2) {
                throw new SQLException("disk full");
              }
            });
    checkpoint.await();

    assertThatFails(ErrorType.OUTCOME_UNKNOWN, checkpoint::await);
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, checkpoint::await);
    assertThatFails(ErrorType.OUTCOME_UNKNOWN, checkpoint::requireFlushed);
    assertThatFails(ErrorType.UNAVAILABLE, checkpoint::requireIntact);
    assertThat(flushes).hasValue(2);
  }

  private static void assertThatFails(ErrorType type, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TidingsException.class, failure -> assertThat(failure.type()).isEqualTo(type));
  }

  private void flushWhenAllowed() {
    flushes.incrementAndGet();
    firstBegun.countDown();
    mayFinish.acquireUninterruptibly();
  }
}
