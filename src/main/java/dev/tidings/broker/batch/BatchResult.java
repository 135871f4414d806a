package dev.tidings.broker.batch;

import dev.tidings.api.TidingsException;
import java.util.Optional;

/** The result of one of several operations in a batch: a value, or the failure. */
public record BatchResult<R>(Optional<R> result, Optional<TidingsException> failure) {

  public static <R> BatchResult<R> of(R result) {
    return new BatchResult<>(Optional.of(result), Optional.empty());
  }

  public static <R> BatchResult<R> failed(TidingsException failure) {
    return new BatchResult<>(Optional.empty(), Optional.of(failure));
  }

  public R orThrow() {
    return result.orElseThrow(failure::orElseThrow);
  }
}
