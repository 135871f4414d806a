package dev.tidings.broker.batch;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.CommitResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Group commit with natural batching: items that arrive for a key while its previous batch is being
 * committed are the next batch. Nothing is delayed to make a batch larger. If no batch is running,
 * an item is processed on its caller's thread, if that is allowed. Workers process the batches that
 * follow, so that no caller processes the items of others in the middle of its own request or
 * transaction.
 *
 * @param <K> what is batched by: batches of one key are committed one after the other
 * @param <T> an item
 * @param <R> the result of an item
 */
public final class GroupCommit<K, T, R> {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Does a batch, and says what became of each of it. */
  @FunctionalInterface
  public interface Work<K, T, R> {
    CommitResult<List<BatchResult<R>>> run(K key, List<T> batch);
  }

  /**
   * Bounds.
   *
   * @param items of one batch
   * @param bytes of one batch; a larger thing is a batch by itself
   * @param waitingBytes of everything that is not yet done
   * @param unflushed batches of one key that may be on their way to the disk at the same time; with
   *     one, all that comes until it is there is the next batch
   */
  public record Limits(int items, long bytes, long waitingBytes, int unflushed) {}

  private record Entry<T, R>(
      T item, long bytes, Consumer<R> whenCommitted, CompletableFuture<R> future) {}

  /** What there is to do for one key. */
  private static final class Pending<T, R> {
    final Deque<Entry<T, R>> entries = new ArrayDeque<>();
    final Limits limits;
    boolean isAtWork;
    int unflushed;

    Pending(Limits limits) {
      this.limits = limits;
    }

    void add(Entry<T, R> entry) {
      entries.add(entry);
    }

    /** How much waits, if the caller has to see to the next batch; else none. */
    int begin() {
      if (isAtWork || entries.isEmpty() || unflushed >= limits.unflushed()) {
        return 0;
      }
      isAtWork = true;
      return entries.size();
    }

    List<Entry<T, R>> take(int most) {
      List<Entry<T, R>> batch = new ArrayList<>();
      long taken = 0;
      while (!entries.isEmpty()
          && batch.size() < most
          && (batch.isEmpty() || taken + entries.peek().bytes() <= limits.bytes())) {
        taken += entries.peek().bytes();
        batch.add(entries.poll());
      }
      return batch;
    }

    void committed() {
      isAtWork = false;
      unflushed++;
    }

    void flushed() {
      unflushed--;
    }

    boolean isOver() {
      return !isAtWork && entries.isEmpty() && unflushed == 0;
    }
  }

  private final Executor workers;
  private final Limits limits;
  private final Work<K, T, R> work;
  private final ConcurrentHashMap<K, Pending<T, R>> pending = new ConcurrentHashMap<>();
  private final AtomicLong waitingBytes = new AtomicLong();

  public GroupCommit(Executor workers, Limits limits, Work<K, T, R> work) {
    this.workers = workers;
    this.limits = limits;
    this.work = work;
  }

  /**
   * Has something done.
   *
   * @param bytes what it takes in memory
   * @param mayWork whether the calling thread may do a batch
   * @return what comes of it, which ends on the calling thread or on a worker
   * @throws TidingsException {@link ErrorType#UNAVAILABLE} when too much waits already
   */
  public CompletableFuture<R> add(K key, T item, long bytes, boolean mayWork) {
    return add(key, item, bytes, mayWork, result -> {});
  }

  /**
   * The same.
   *
   * @param whenCommitted gets what comes of it before it is on disk, unless it fails; the others of
   *     the batch wait for that, so it is quick
   */
  public CompletableFuture<R> add(
      K key, T item, long bytes, boolean mayWork, Consumer<R> whenCommitted) {
    reserve(bytes);
    Entry<T, R> entry = new Entry<>(item, bytes, whenCommitted, new CompletableFuture<>());
    AtomicInteger toDo = new AtomicInteger();
    pending.compute(
        key,
        (same, known) -> {
          Pending<T, R> all = known == null ? new Pending<>(limits) : known;
          all.add(entry);
          toDo.set(all.begin());
          return all;
        });
    if (toDo.get() == 1 && mayWork) {
      doNext(key, 1);
    } else if (toDo.get() > 0) {
      handOver(key);
    }
    return entry.future();
  }

  /** Whoever is turned away does it himself: a batch that nobody does would block its key. */
  private void handOver(K key) {
    try {
      workers.execute(() -> doNext(key, limits.items()));
    } catch (RejectedExecutionException stopping) {
      doNext(key, limits.items());
    }
  }

  private void reserve(long bytes) {
    long before = waitingBytes.getAndAdd(bytes);
    if (before > 0 && before + bytes > limits.waitingBytes()) {
      waitingBytes.addAndGet(-bytes);
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE,
          "More arrives than the database can store at the moment. Nothing of this was stored.",
          RETRY_AFTER);
    }
  }

  /**
   * Others may begin when this batch is committed, and again when it is on disk, before its answers
   * go out. Throws nothing: whoever does a batch may be in the middle of another one.
   */
  private void doNext(K key, int most) {
    List<Entry<T, R>> batch = take(key, most);
    Supplier<CommitResult<List<BatchResult<R>>>> committed = run(key, batch);
    goOn(key, Pending::committed);
    Runnable answer = flush(batch, committed);
    goOn(key, Pending::flushed);
    release(batch);
    answer.run();
  }

  private Supplier<CommitResult<List<BatchResult<R>>>> run(K key, List<Entry<T, R>> batch) {
    try {
      CommitResult<List<BatchResult<R>>> commitResult =
          work.run(key, batch.stream().map(Entry::item).toList());
      return () -> commitResult;
    } catch (RuntimeException | Error failure) {
      return () -> {
        throw failure;
      };
    }
  }

  private static <T, R> Runnable flush(
      List<Entry<T, R>> batch, Supplier<CommitResult<List<BatchResult<R>>>> committed) {
    try {
      forEach(batch, committed.get().result(), GroupCommit::tell);
      List<BatchResult<R>> durable = committed.get().awaitDurable();
      return () -> forEach(batch, durable, GroupCommit::complete);
    } catch (RuntimeException | Error failure) {
      return () -> batch.forEach(entry -> entry.future().completeExceptionally(failure));
    }
  }

  private List<Entry<T, R>> take(K key, int most) {
    List<Entry<T, R>> batch = new ArrayList<>();
    pending.computeIfPresent(
        key,
        (same, all) -> {
          batch.addAll(all.take(most));
          return all;
        });
    return batch;
  }

  private void goOn(K key, Consumer<Pending<T, R>> step) {
    AtomicInteger toDo = new AtomicInteger();
    pending.computeIfPresent(
        key,
        (same, all) -> {
          step.accept(all);
          toDo.set(all.begin());
          return all.isOver() ? null : all;
        });
    if (toDo.get() > 0) {
      handOver(key);
    }
  }

  private void release(List<Entry<T, R>> batch) {
    waitingBytes.addAndGet(-batch.stream().mapToLong(Entry::bytes).sum());
  }

  private static <T, R> void forEach(
      List<Entry<T, R>> batch,
      List<BatchResult<R>> outcomes,
      BiConsumer<Entry<T, R>, BatchResult<R>> action) {
    for (int i = 0; i < batch.size(); i++) {
      action.accept(batch.get(i), outcomes.get(i));
    }
  }

  private static <T, R> void tell(Entry<T, R> entry, BatchResult<R> batchResult) {
    batchResult.result().ifPresent(entry.whenCommitted());
  }

  private static <T, R> void complete(Entry<T, R> entry, BatchResult<R> batchResult) {
    if (batchResult.failure().isPresent()) {
      entry.future().completeExceptionally(batchResult.failure().get());
    } else {
      entry.future().complete(batchResult.orThrow());
    }
  }
}
