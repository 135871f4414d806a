package dev.tidings.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How long a key rests between two of its batches, so that the next one gets larger. A batch costs
 * the processors nearly the same however much is in it: where they are what everybody waits for,
 * few large ones are sooner done than many small ones.
 */
final class Rest {
  /** For what nothing is won by waiting. */
  static final Rest NONE =
      new Rest(Duration.ZERO, Integer.MAX_VALUE, () -> false, (work, nanos) -> work.run());

  private final long length;
  private final int least;
  private final BooleanSupplier isScarce;
  private final Timer timer;

  /**
   * A rest.
   *
   * @param length from the beginning of one batch to that of the next, at most
   * @param least how much is in a batch that is followed by a rest
   * @param isScarce whether there is one at the moment
   */
  Rest(Duration length, int least, BooleanSupplier isScarce, Timer timer) {
    this.length = length.toNanos();
    this.least = least;
    this.isScarce = isScarce;
    this.timer = timer;
  }

  /** Runs something later, on another thread. */
  @FunctionalInterface
  interface Timer {
    void run(Runnable work, long nanos);
  }

  /** One rest, which may be over before its time. */
  static final class Break {
    private final Timer timer;
    private final long nanos;

    private Break(Timer timer, long nanos) {
      this.timer = timer;
      this.nanos = nanos;
    }

    void whenOver(Runnable work) {
      timer.run(work, nanos);
    }
  }

  /**
   * The rest that follows a batch, if one does.
   *
   * @param size how much was in it
   * @param begun when it began, by {@link System#nanoTime}
   */
  Optional<Break> after(int size, long begun) {
    if (size < least) {
      return Optional.empty();
    }
    long left = length - (System.nanoTime() - begun);
    return left > 0 && isScarce.getAsBoolean()
        ? Optional.of(new Break(timer, left))
        : Optional.empty();
  }
}
