package dev.tidings.websocket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls of the contract, which throws what is wrong at once and fails later for the rest. */
final class Stages {
  private Stages() {}

  /** The stage that the call answers with; what it throws instead ends the stage. */
  static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** What ended a stage, without what stages wrap it in on its way. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
