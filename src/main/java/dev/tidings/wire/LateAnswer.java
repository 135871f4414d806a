package dev.tidings.wire;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers a request when a stage ends, on whatever thread that is. No request is current there, so
 * what the answer takes from the request has to be known before.
 */
public final class LateAnswer {
  /** Longer than anything takes unless the database hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AsyncResponse response;
  private final Function<Throwable, Response> problems;

  /**
   * Begins with a request that was suspended.
   *
   * @param problems makes the answer of what ended a stage, without looking at the request
   */
  public LateAnswer(AsyncResponse response, Function<Throwable, Response> problems) {
    this.response = response;
    this.problems = problems;
  }

  /**
   * Answers when the stage ends.
   *
   * @param writers where the answer is written, so that whoever ends the stage need not wait for a
   *     client that is slow to read it
   */
  public <T> void send(CompletionStage<T> stage, Executor writers, Function<T, Response> answer) {
    send(stage, Duration.ZERO, writers, answer, unheard -> {});
  }

  /**
   * As {@link #send(CompletionStage, Executor, Function)}.
   *
   * @param waiting how long the stage may take on purpose
   * @param tooLate gets what came of the stage when there is nobody any more to hear it
   */
  public <T> void send(
      CompletionStage<T> stage,
      Duration waiting,
      Executor writers,
      Function<T, Response> answer,
      Consumer<T> tooLate) {
    boolean isDone = stage.toCompletableFuture().isDone();
    if (!isDone) {
      limit(waiting);
    }
    stage.whenCompleteAsync(
        (result, failure) -> {
          if (!resume(result, failure, answer) && failure == null) {
            tooLate.accept(result);
          }
        },
        isDone ? Runnable::run : writers);
  }

  private void limit(Duration waiting) {
    response.setTimeoutHandler(late -> late.resume(problems.apply(overdue())));
    response.setTimeout(PATIENCE.plus(waiting).toMillis(), TimeUnit.MILLISECONDS);
  }

  private static TidingsException overdue() {
    return new TidingsException(
        ErrorType.OUTCOME_UNKNOWN,
        "The database has not answered for %d seconds. Whether this was done is not known."
            .formatted(PATIENCE.toSeconds()));
  }

  /** False when the request was answered before, or cannot be any more. */
  private <T> boolean resume(T result, Throwable failure, Function<T, Response> answer) {
    return response.resume(failure == null ? made(result, answer) : problems.apply(failure));
  }

  private <T> Response made(T result, Function<T, Response> answer) {
    try {
      return answer.apply(result);
    } catch (RuntimeException failure) {
      return problems.apply(failure);
    }
  }
}
