package dev.tidings.platform.database;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The result of a committed transaction. Other transactions see it, but it may not be on disk yet,
 * and no client may be told of it before it is. What is committed later becomes durable later, so a
 * transaction that builds on it only has to wait for its own flush.
 */
public final class CommitResult<T> {
  private final T result;
  private final Supplier<T> durable;
  private final boolean isDurable;

  /**
   * A result that is committed.
   *
   * @param durable returns it once it is durable, or throws. It may return another one, when the
   *     database has lost the first one and the work was done again
   */
  public CommitResult(T result, Supplier<T> durable) {
    this(result, durable, false);
  }

  private CommitResult(T result, Supplier<T> durable, boolean isDurable) {
    this.result = result;
    this.durable = durable;
    this.isDurable = isDurable;
  }

  /** What is on disk already. */
  public static <T> CommitResult<T> durable(T result) {
    return new CommitResult<>(result, () -> result, true);
  }

  /** What others see. */
  public T result() {
    return result;
  }

  /**
   * The same, once it is as durable as was asked for; or what came of the work when it had to be
   * done again.
   *
   * @throws dev.tidings.api.TidingsException {@link dev.tidings.api.ErrorType#OUTCOME_UNKNOWN} when
   *     it may not be
   */
  public T awaitDurable() {
    return durable.get();
  }

  /**
   * The same, after something is done with the result: now, and once more with another result, if
   * the database has lost the first one and the work was done again.
   */
  public CommitResult<T> whenCommitted(Consumer<T> action) {
    action.accept(result);
    return new CommitResult<>(
        result,
        () -> {
          T last = durable.get();
          if (last != result) {
            action.accept(last);
          }
          return last;
        },
        isDurable);
  }

  /** Something else that is committed, and durable, with it; it changes nothing. */
  public <R> CommitResult<R> map(Function<T, R> change) {
    R changed = change.apply(result);
    return new CommitResult<>(
        changed,
        () -> {
          T last = durable.get();
          return last == result ? changed : change.apply(last);
        },
        isDurable);
  }

  /** The same, which tells how many nanoseconds passed until it was durable. */
  public CommitResult<T> timed(LongConsumer nanos) {
    long committed = System.nanoTime();
    return new CommitResult<>(
        result,
        () -> {
          T last = durable.get();
          nanos.accept(System.nanoTime() - committed);
          return last;
        },
        isDurable);
  }

  /**
   * The same, whose flush does not begin before something else has ended, so that it serves that
   * too. What is on disk already waits for nothing.
   */
  public CommitResult<T> flushedAfter(Runnable other) {
    return isDurable
        ? this
        : new CommitResult<>(
            result,
            () -> {
              other.run();
              return durable.get();
            });
  }
}
