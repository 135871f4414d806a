package dev.tidings.config;

import java.util.function.Function;

/**
 * What a transaction has committed. Others see it, but it may still be on its way to the disk, and
 * nobody may be told of it outside before it is there. Whatever is committed later is durable later
 * too, so a transaction that builds upon it has only to wait for itself.
 */
public final class Committed<T> {
  private final T result;
  private final Runnable flush;
  private final boolean isDurable;

  /**
   * A result that is committed.
   *
   * @param flush returns once it is durable, or throws
   */
  public Committed(T result, Runnable flush) {
    this(result, flush, false);
  }

  private Committed(T result, Runnable flush, boolean isDurable) {
    this.result = result;
    this.flush = flush;
    this.isDurable = isDurable;
  }

  /** What is on disk already. */
  public static <T> Committed<T> durable(T result) {
    return new Committed<>(result, () -> {}, true);
  }

  /** What others see. */
  public T result() {
    return result;
  }

  /**
   * The same, once it is as durable as was asked for.
   *
   * @throws dev.tidings.api.TidingsException {@link dev.tidings.api.ErrorType#OUTCOME_UNKNOWN} when
   *     it may not be
   */
  public T awaitDurable() {
    flush.run();
    return result;
  }

  /** Something else that is committed, and durable, with it. */
  public <R> Committed<R> map(Function<T, R> change) {
    return new Committed<>(change.apply(result), flush, isDurable);
  }

  /**
   * The same, whose flush does not begin before something else has ended, so that it serves that
   * too. What is on disk already waits for nothing.
   */
  public Committed<T> flushedAfter(Runnable other) {
    return isDurable
        ? this
        : new Committed<>(
            result,
            () -> {
              other.run();
              flush.run();
            });
  }
}
