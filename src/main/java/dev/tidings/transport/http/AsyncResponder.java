package dev.tidings.transport.http;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.container.PayaraDispatchFlag;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers a request when a stage ends, on whatever thread that is, but not while another thread is
 * busy with the request. No request is current there, so what an answer takes from the request has
 * to be known before.
 */
public final class AsyncResponder {
  /** Longer than anything takes unless the database hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** That many short words fit into what a connection takes without being read. */
  private static final int FEW_WORDS = 100;

  private final AsyncResponse response;
  private final AsyncContext connection;
  private final CompletableFuture<Void> departure;
  private final RequestTimeouts timeouts;
  private final Function<Throwable, Response> problems;

  /**
   * Begins with a request that was suspended, on its own thread.
   *
   * @param problems makes the answer of what ended a stage, without looking at the request
   */
  public AsyncResponder(
      HttpServletRequest request, AsyncResponse response, Function<Throwable, Response> problems) {
    this.response = response;
    this.connection = request.getAsyncContext();
    PayaraDispatchFlag.removeFrom(connection);
    this.departure = RequestCompletion.of(request);
    this.timeouts = RequestTimeouts.of(request);
    this.problems = problems;
  }

  /** The usual one of the native API. */
  public static AsyncResponder of(HttpServletRequest request, AsyncResponse response) {
    String path = request.getRequestURI();
    Optional<String> id = RequestId.of(request);
    return new AsyncResponder(request, response, failure -> ProblemResponse.of(failure, path, id));
  }

  /**
   * Answers with that many ids or receipts; if they are few, on the thread that ends the stage,
   * which does not have to wait for the client then.
   */
  public <T> void send(CompletionStage<T> stage, int words, Function<T, Response> answer) {
    Executor writer = words <= FEW_WORDS ? Runnable::run : connection::start;
    send(stage, Duration.ZERO, () -> {}, writer, answer, undelivered -> {});
  }

  /**
   * Answers with what may take a slow client long to read, on a thread of the server's for that.
   *
   * @param waiting how long the stage may take on purpose
   * @param nothing ends the stage when the client has closed its connection meanwhile
   * @param undelivered gets what came of the stage when nobody waits for it any more
   */
  public <T> void sendLong(
      CompletionStage<T> stage,
      Duration waiting,
      T nothing,
      Function<T, Response> answer,
      Consumer<T> undelivered) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    Runnable endOfCheck =
        future.isDone() || waiting.compareTo(DisconnectCheck.INTERVAL) <= 0
            ? () -> {}
            : DisconnectCheck.begin(
                connection.getRequest(), timeouts, departure, () -> future.complete(nothing));
    send(stage, waiting, endOfCheck, connection::start, answer, undelivered);
  }

  private <T> void send(
      CompletionStage<T> stage,
      Duration waiting,
      Runnable beforeAnswer,
      Executor writer,
      Function<T, Response> answer,
      Consumer<T> undelivered) {
    BiConsumer<T, Throwable> sender =
        (result, failure) -> {
          if (!resume(result, failure, answer) && failure == null) {
            undelivered.accept(result);
          }
        };
    if (stage.toCompletableFuture().isDone()) {
      beforeAnswer.run();
      stage.whenComplete(sender);
      return;
    }
    Future<?> timeout =
        timeouts.after(PATIENCE.plus(waiting), () -> connection.start(() -> giveUp(stage)));
    stage.whenComplete(
        (result, failure) -> {
          timeout.cancel(false);
          beforeAnswer.run();
          afterDeparture(writer, () -> sender.accept(result, failure));
        });
  }

  /** The thread that departs is still the server's: it answers nothing itself. */
  private void afterDeparture(Executor writer, Runnable answer) {
    var unused = departure.thenRunAsync(answer, departure.isDone() ? writer : connection::start);
  }

  private void giveUp(CompletionStage<?> stage) {
    response.resume(problems.apply(overdue()));
    stage.toCompletableFuture().cancel(false);
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
