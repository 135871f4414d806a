package dev.tidings.transport.websocket;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.delivery.AsyncCalls;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.websocket.service.Envelope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a client asks for, begun one after the other in the order it asked; answers come when they
 * are there, or in that order too. Used in the session's executor only.
 */
final class RequestQueue {
  /** A client may ask for more before it has heard the answers, but not for any number. */
  private static final int MAX_WAITING = 1_000;

  private static final long MAX_LENGTH_WAITING = 4L * 1_024 * 1_024;

  private final SessionContext sessionContext;
  private final SerialExecutor executor;
  private final Consumer<Envelope> handler;
  private final Deque<Waiting> waiting = new ArrayDeque<>(1);
  private final StartedRequests started = new StartedRequests(MAX_WAITING, MAX_LENGTH_WAITING);
  private long length;
  private int lengthOfNext;
  private boolean isBusy;
  private boolean isPaused;

  private record Waiting(Envelope envelope, int length) {}

  /**
   * The requests of a session.
   *
   * @param handler begins with one
   */
  RequestQueue(SessionContext sessionContext, SerialExecutor executor, Consumer<Envelope> handler) {
    this.sessionContext = sessionContext;
    this.executor = executor;
    this.handler = handler;
  }

  /** Whether there is room for one more. */
  boolean isFull() {
    return waiting.size() >= MAX_WAITING || length >= MAX_LENGTH_WAITING;
  }

  /** Whether those that wait are so long together. */
  boolean isLongerThan(long most) {
    return length > most;
  }

  boolean isBusy() {
    return isBusy;
  }

  void add(Envelope envelope, int textLength) {
    waiting.add(new Waiting(envelope, textLength));
    length += textLength;
    next();
  }

  /** Begins with nothing more for now, or goes on. */
  void hold(boolean isToBeHeld) {
    isPaused = isToBeHeld;
    next();
  }

  void clear() {
    waiting.clear();
    length = 0;
  }

  private void next() {
    while (!isBusy && !isPaused && !started.areTooMany() && !waiting.isEmpty()) {
      Waiting first = waiting.remove();
      lengthOfNext = first.length();
      length -= first.length();
      handler.accept(first.envelope());
    }
  }

  /**
   * Does something outside the session's executor, and the next request only after it. As many
   * requests may be without an answer as may wait.
   *
   * @param isOrdered whether its answer goes out after those of all such requests before it
   * @param whenDone gets, in the executor, what came of it
   */
  <T> void run(
      Supplier<CompletionStage<T>> work, boolean isOrdered, BiConsumer<T, Throwable> whenDone) {
    isBusy = true;
    StartedRequests.Request request = started.begin(lengthOfNext, isOrdered);
    sessionContext
        .calls()
        .execute(
            () -> {
              CompletionStage<T> stage = AsyncCalls.begin(work);
              executor.execute(this::goOn);
              var unused =
                  stage.whenComplete(
                      (result, failure) ->
                          executor.execute(
                              () -> answer(request, () -> whenDone.accept(result, failure))));
            });
  }

  private void answer(StartedRequests.Request request, Runnable answer) {
    started.end(request, answer);
    next();
  }

  /**
   * The same, but the next request only when it is done.
   *
   * @param whenDone gets, in the executor, what came of it
   */
  <T> void runAlone(Supplier<CompletionStage<T>> work, BiConsumer<T, Throwable> whenDone) {
    isBusy = true;
    BiConsumer<T, Throwable> end =
        (result, failure) -> {
          whenDone.accept(result, failure);
          goOn();
        };
    sessionContext
        .calls()
        .execute(
            () -> {
              var unused =
                  AsyncCalls.begin(work)
                      .whenComplete(
                          (result, failure) -> executor.execute(() -> end.accept(result, failure)));
            });
  }

  private void goOn() {
    isBusy = false;
    next();
  }

  static TidingsException tooMany() {
    return new TidingsException(
        ErrorType.UNAVAILABLE,
        "%d requests of this connection wait already. Wait for answers before asking for more."
            .formatted(MAX_WAITING));
  }
}
