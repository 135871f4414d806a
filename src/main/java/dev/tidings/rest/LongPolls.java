package dev.tidings.rest;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Counts who waits for messages: each holds a connection, and one endpoint must not hold all. */
@ApplicationScoped
class LongPolls {
  /** Of one endpoint at this server. */
  static final int MOST = 1_000;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ConcurrentHashMap<String, Integer> waiting = new ConcurrentHashMap<>();

  /**
   * Begins a call that may wait, and counts it until it ends.
   *
   * @throws TidingsException {@link ErrorType#UNAVAILABLE} when the endpoint waits too often, or
   *     what the call throws
   */
  <T> CompletionStage<T> count(String endpoint, Supplier<CompletionStage<T>> call) {
    begin(endpoint);
    try {
      CompletionStage<T> stage = call.get();
      var unused = stage.whenComplete((result, failure) -> end(endpoint));
      return stage;
    } catch (RuntimeException failure) {
      end(endpoint);
      throw failure;
    }
  }

  private void begin(String endpoint) {
    if (waiting.merge(endpoint, 1, Integer::sum) > MOST) {
      end(endpoint);
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE,
          "%d receivers of the endpoint wait for messages already. Let fewer wait at once."
              .formatted(MOST),
          RETRY_AFTER);
    }
  }

  private void end(String endpoint) {
    waiting.computeIfPresent(endpoint, (same, count) -> count == 1 ? null : count - 1);
  }
}
