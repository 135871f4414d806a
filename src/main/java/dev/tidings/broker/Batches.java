package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Does together what arrives together: what comes for a key while its last batch is being committed
 * goes into the next one. There is no timer, so nobody waits for company. The first who comes does
 * its own on its own thread, if it may; the batches that follow are done by workers, so that nobody
 * goes on with what others asked for in the middle of a request or a transaction of its own.
 *
 * @param <K> what batches are for: things of one key are done one batch after the other
 * @param <T> what is done
 * @param <R> what comes of it
 */
final class Batches<K, T, R> {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Does a batch, and says what became of each of it. */
  @FunctionalInterface
  interface Work<K, T, R> {
    List<Outcome<R>> run(K key, List<T> batch);
  }

  /**
   * Bounds.
   *
   * @param items of one batch
   * @param bytes of one batch; a larger thing is a batch by itself
   * @param waitingBytes of everything that is not yet done
   */
  record Limits(int items, long bytes, long waitingBytes) {}

  private record Entry<T, R>(T item, long bytes, CompletableFuture<R> future) {}

  private final Executor workers;
  private final Limits limits;
  private final Work<K, T, R> work;
  private final ConcurrentHashMap<K, Deque<Entry<T, R>>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong waitingBytes = new AtomicLong();

  Batches(Executor workers, Limits limits, Work<K, T, R> work) {
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
  CompletableFuture<R> add(K key, T item, long bytes, boolean mayWork) {
    reserve(bytes);
    Entry<T, R> entry = new Entry<>(item, bytes, new CompletableFuture<>());
    AtomicBoolean isFirst = new AtomicBoolean();
    waiting.compute(
        key,
        (same, queue) -> {
          isFirst.set(queue == null);
          Deque<Entry<T, R>> entries = queue == null ? new ArrayDeque<>() : queue;
          entries.add(entry);
          return entries;
        });
    if (isFirst.get() && mayWork) {
      doNext(key, 1);
    } else if (isFirst.get()) {
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
   * An entry of the map stands for a batch that somebody does or will do, so there is one. Throws
   * nothing: whoever does a batch may be in the middle of another one.
   */
  private void doNext(K key, int most) {
    List<Entry<T, R>> batch = take(key, most);
    Runnable answer = run(key, batch);
    // The next batch begins before the answers of this one go out.
    goOn(key);
    release(batch);
    answer.run();
  }

  private Runnable run(K key, List<Entry<T, R>> batch) {
    try {
      List<Outcome<R>> outcomes = work.run(key, batch.stream().map(Entry::item).toList());
      return () -> complete(batch, outcomes);
    } catch (RuntimeException | Error failure) {
      return () -> batch.forEach(entry -> entry.future().completeExceptionally(failure));
    }
  }

  private List<Entry<T, R>> take(K key, int most) {
    List<Entry<T, R>> batch = new ArrayList<>();
    waiting.computeIfPresent(
        key,
        (same, queue) -> {
          long bytes = 0;
          while (!queue.isEmpty()
              && batch.size() < most
              && (batch.isEmpty() || bytes + queue.peek().bytes() <= limits.bytes())) {
            bytes += queue.peek().bytes();
            batch.add(queue.poll());
          }
          return queue;
        });
    return batch;
  }

  private void goOn(K key) {
    boolean isMore =
        waiting.computeIfPresent(key, (same, queue) -> queue.isEmpty() ? null : queue) != null;
    if (isMore) {
      handOver(key);
    }
  }

  private void release(List<Entry<T, R>> batch) {
    waitingBytes.addAndGet(-batch.stream().mapToLong(Entry::bytes).sum());
  }

  private static <T, R> void complete(List<Entry<T, R>> batch, List<Outcome<R>> outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      Outcome<R> outcome = outcomes.get(i);
      CompletableFuture<R> future = batch.get(i).future();
      if (outcome.failure().isPresent()) {
        future.completeExceptionally(outcome.failure().get());
      } else {
        future.complete(outcome.orThrow());
      }
    }
  }
}
