package dev.tidings.platform.tracing;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A span of the API. Has no messages of exceptions, which may quote data. */
final class RunningSpan implements OperationSpan {
  private final Span span;
  private final Scope scope;
  private final Optional<PublishTrace> trace;

  private RunningSpan(Span span, Scope scope, Optional<PublishTrace> trace) {
    this.span = span;
    this.scope = scope;
    this.trace = trace;
  }

  /**
   * Makes a span current on the calling thread. Not with the span's own method, whose result must
   * be closed in the method that calls it.
   *
   * @param trace if it publishes
   */
  static RunningSpan begin(Span span, Optional<PublishTrace> trace) {
    Scope scope = ContextStorage.get().attach(Context.current().with(span));
    return new RunningSpan(span, scope, trace);
  }

  @Override
  public List<Publication> addTo(List<Publication> publications) {
    return span.isRecording() && trace.isPresent()
        ? trace.get().addTo(publications, span.getSpanContext())
        : publications;
  }

  @Override
  public CompletableFuture<List<MessageId>> published(CompletableFuture<List<MessageId>> ids) {
    return endWith(ids, this::describe);
  }

  private void describe(List<MessageId> ids) {
    if (ids.size() == 1 && ids.get(0).isStored()) {
      span.setAttribute(Conventions.MESSAGE_ID, ids.get(0).toString());
    }
  }

  @Override
  public <R> CompletableFuture<R> received(
      CompletableFuture<R> result, Function<R, List<Message>> messages) {
    return endWith(result, received -> describeAll(messages.apply(received)));
  }

  private void describeAll(List<Message> messages) {
    if (span.isRecording()) {
      span.setAttribute(Conventions.BATCH_COUNT, (long) messages.size());
      messages.forEach(message -> MessageAttributes.link(span::addLink, message));
      describeSingle(messages);
    }
  }

  void describeSingle(List<Message> messages) {
    if (span.isRecording() && messages.size() == 1) {
      span.setAllAttributes(MessageAttributes.of(messages.get(0)));
    }
  }

  @Override
  public <R> CompletableFuture<R> ended(CompletableFuture<R> result) {
    return endWith(result, any -> {});
  }

  private <R> CompletableFuture<R> endWith(CompletableFuture<R> result, Consumer<R> description) {
    scope.close();
    var unused =
        result.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                description.accept(value);
              } else {
                describe(failure);
              }
              span.end();
            });
    return result;
  }

  @Override
  public void ended() {
    scope.close();
    span.end();
  }

  @Override
  public void failed(Throwable failure) {
    scope.close();
    describe(failure);
    span.end();
  }

  /** A receive that nobody waits for any more has not failed. */
  private void describe(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof CancellationException)) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(Conventions.ERROR_TYPE, type(cause));
    }
  }

  private static String type(Throwable failure) {
    return failure instanceof TidingsException refusal
        ? refusal.type().code()
        : failure.getClass().getName();
  }
}
