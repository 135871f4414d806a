package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.broker.batch.BatchResult;
import dev.tidings.broker.batch.GroupCommit;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.CommitResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What becomes of batches, and of those behind them, between their commit and the disk. */
class UnflushedBatchesTest {
  private static final boolean ON_THIS_THREAD = true;

  private final Deque<Runnable> handedOver = new ArrayDeque<>();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> flushes = new CopyOnWriteArrayList<>();

  /** Each batch is on disk when a test says so. */
  private GroupCommit<String, String, String> batches(int unflushed) {
    return new GroupCommit<>(
        handedOver::add, new GroupCommit.Limits(4, 100, 200, unflushed), this::work);
  }

  private CommitResult<List<BatchResult<String>>> work(String key, List<String> batch) {
    done.add(key + batch);
    CompletableFuture<Void> flush = new CompletableFuture<>();
    flushes.add(flush);
    List<BatchResult<String>> outcomes =
        batch.stream().map(item -> BatchResult.of("did " + item)).toList();
    return new CommitResult<>(
        outcomes,
        () -> {
          WorkerThreads.await(flush);
          return outcomes;
        });
  }

  private static void awaitSize(List<?> list, int size) {
    await().until(() -> list.size() == size);
  }

  @Test
  void the_next_batch_begins_when_the_last_one_is_committed_if_it_may() {
    GroupCommit<String, String, String> ahead = batches(2);
    var first = CompletableFuture.supplyAsync(() -> ahead.add("a", "1", 10, ON_THIS_THREAD).join());
    awaitSize(flushes, 1);
    var second =
        CompletableFuture.supplyAsync(() -> ahead.add("a", "2", 10, ON_THIS_THREAD).join());
    awaitSize(flushes, 2);

    CompletableFuture<String> third = ahead.add("a", "3", 10, ON_THIS_THREAD);

    assertThat(third).isNotDone();
    assertThat(handedOver).isEmpty();
    flushes.get(0).complete(null);
    first.join();
    assertThat(handedOver).hasSize(1);
    flushes.get(1).complete(null);
    second.join();
    assertThat(done).containsExactly("a[1]", "a[2]");
  }

  @Test
  void who_asks_for_it_is_told_of_the_commit_before_it_is_on_disk() {
    List<String> committed = new CopyOnWriteArrayList<>();
    GroupCommit<String, String, String> ahead = batches(1);
    CompletableFuture<String> answer = ahead.add("a", "1", 10, !ON_THIS_THREAD, committed::add);

    var worker = CompletableFuture.runAsync(handedOver.remove());
    awaitSize(committed, 1);

    assertThat(answer).isNotDone();
    flushes.get(0).complete(null);
    worker.join();
    assertThat(answer).isCompletedWithValue("did 1");
    assertThat(committed).containsExactly("did 1");
  }

  @Test
  void a_batch_that_does_not_come_to_disk_fails_for_everybody_in_it() {
    GroupCommit<String, String, String> ahead = batches(1);
    CompletableFuture<String> answer = ahead.add("a", "1", 10, !ON_THIS_THREAD);
    var worker = CompletableFuture.runAsync(handedOver.remove());
    awaitSize(flushes, 1);
    IllegalStateException mistake = new IllegalStateException("a mistake");

    flushes.get(0).completeExceptionally(mistake);
    worker.join();

    assertThat(answer).failsWithin(Duration.ZERO).withThrowableThat().withCause(mistake);
  }
}
