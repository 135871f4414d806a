package dev.tidings.broker;

import dev.tidings.api.TidingsException;
import java.util.Optional;

/** The result of one of several operations in a batch: a value, or the failure. */
record Outcome<R>(Optional<R> result, Optional<TidingsException> failure) {

  static <R> Outcome<R> of(R result) {
    return new Outcome<>(Optional.of(result), Optional.empty());
  }

  static <R> Outcome<R> failed(TidingsException failure) {
    return new Outcome<>(Optional.empty(), Optional.of(failure));
  }

  R orThrow() {
    return result.orElseThrow(failure::orElseThrow);
  }
}
