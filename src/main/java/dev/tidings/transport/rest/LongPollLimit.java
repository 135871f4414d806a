package dev.tidings.transport.rest;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Counts who waits for messages: each holds a connection, and one endpoint must not hold all. */
@ApplicationScoped
class LongPollLimit {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ConcurrentHashMap<String, Integer> waiting = new ConcurrentHashMap<>();

  @Inject private Settings settings;

  private int most;

  @PostConstruct
  void readSettings() {
    most = settings.number(Setting.RECEIVE_MAX_WAITING);
  }

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
    if (waiting.merge(endpoint, 1, Integer::sum) > most) {
      end(endpoint);
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE,
          "%d receivers of the endpoint wait for messages already. Let fewer wait at once."
              .formatted(most),
          RETRY_AFTER);
    }
  }

  private void end(String endpoint) {
    waiting.computeIfPresent(endpoint, (same, count) -> count == 1 ? null : count - 1);
  }
}
