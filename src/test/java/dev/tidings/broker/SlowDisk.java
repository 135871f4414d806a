package dev.tidings.broker;

import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.CommitResult;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.SqlWork;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Commits that others see at once, and that are on disk when a test says so. */
final class SlowDisk extends OwnTransactions {
  private final List<CompletableFuture<Void>> flushes = new CopyOnWriteArrayList<>();
  private volatile boolean isHeld;

  SlowDisk(TestDatabase database) {
    super(database);
  }

  /** From now on nothing comes to disk. */
  void hold() {
    isHeld = true;
  }

  @Override
  public <T> CommitResult<T> commit(Durability durability, SqlWork<T> work) {
    T result = inTransaction(durability, work);
    if (!isHeld) {
      return CommitResult.durable(result);
    }
    CompletableFuture<Void> flush = new CompletableFuture<>();
    flushes.add(flush);
    return new CommitResult<>(
        result,
        () -> {
          WorkerThreads.await(flush);
          return result;
        });
  }

  /** Waits until so many commits at least are on their way to the disk. */
  void awaitCommits(int count) {
    await().until(() -> flushes.size() >= count);
  }

  void release() {
    isHeld = false;
    flushes.forEach(flush -> flush.complete(null));
  }

  void fail(RuntimeException failure) {
    isHeld = false;
    flushes.forEach(flush -> flush.completeExceptionally(failure));
  }
}
