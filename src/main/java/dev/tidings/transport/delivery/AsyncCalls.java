package dev.tidings.transport.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls of the contract, which throws what is wrong at once and fails later for the rest. */
public final class AsyncCalls {
  private AsyncCalls() {}

  /** The stage that the call returns; what it throws instead fails the stage. */
  public static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** What failed a stage, without what stages wrap it in on its way. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
