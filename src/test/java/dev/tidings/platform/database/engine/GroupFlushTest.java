package dev.tidings.platform.database.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupFlushTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger flushes = new AtomicInteger();
  private final List<Exception> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstBegun = new CountDownLatch(1);
  private final Semaphore mayFinish = new Semaphore(0);

  @AfterEach
  void stop_the_threads() {
    threads.shutdownNow();
  }

  /** What is committed by now. */
  private static boolean serve(GroupFlush flush) {
    return flush.await(flush.next());
  }

  @Test
  void one_commit_is_flushed_by_one_flush() {
    GroupFlush flush = new GroupFlush(flushes::incrementAndGet, failures::add);

    assertThat(serve(flush)).isTrue();
    assertThat(serve(flush)).isTrue();
    assertThat(flushes).hasValue(2);
  }

  @Test
  void what_was_committed_before_a_flush_began_needs_no_other() {
    GroupFlush flush = new GroupFlush(flushes::incrementAndGet, failures::add);
    long early = flush.next();

    assertThat(serve(flush)).isTrue();
    assertThat(flush.await(early)).isTrue();
    assertThat(flushes).hasValue(1);
  }

  @Test
  void those_who_come_during_a_flush_share_the_next_one() throws Exception {
    GroupFlush flush = new GroupFlush(this::flushWhenAllowed, failures::add);
    Future<Boolean> first = threads.submit(() -> serve(flush));
    assertThat(firstBegun.await(10, SECONDS)).isTrue();

    List<Future<Boolean>> others =
        IntStream.range(0, 20).mapToObj(i -> threads.submit(() -> serve(flush))).toList();
    await().until(() -> flush.waiting() == others.size());
    mayFinish.release();
    assertThat(first.get(10, SECONDS)).isTrue();

    assertThat(others).noneMatch(Future::isDone);
    mayFinish.release();
    for (Future<Boolean> other : others) {
      assertThat(other.get(10, SECONDS)).isTrue();
    }
    assertThat(flushes).hasValue(2);
  }

  @Test
  void after_one_that_failed_there_is_no_other() {
    GroupFlush flush =
        new GroupFlush(
            () -> {
              if (flushes.incrementAndGet() == 2) {
                throw new SQLException("disk full");
              }
            },
            failures::add);

    assertThat(serve(flush)).isTrue();
    assertThat(flush.isBroken()).isFalse();
    assertThat(serve(flush)).isFalse();
    assertThat(serve(flush)).isFalse();
    assertThat(flush.isBroken()).isTrue();
    assertThat(flushes).hasValue(2);
    assertThat(failures).singleElement().asString().contains("disk full");
  }

  private void flushWhenAllowed() {
    flushes.incrementAndGet();
    firstBegun.countDown();
    mayFinish.acquireUninterruptibly();
  }
}
