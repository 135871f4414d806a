package dev.tidings.platform.tracing;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One operation. It is current on the thread that began it until that thread calls one of the
 * methods that end it. What is recorded ends with the future that such a method gets, which it
 * returns as it is.
 */
public interface OperationSpan {
  /** Where nobody records anything. */
  OperationSpan NONE = new OperationSpan() {};

  /** The publications with the context of this span, unless they bring one of another trace. */
  default List<Publication> addTo(List<Publication> publications) {
    return publications;
  }

  /** Does what the calling thread has to do for it, and ends if that fails. */
  default <R> R begin(Supplier<R> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error failure) {
      failed(failure);
      throw failure;
    }
  }

  default CompletableFuture<List<MessageId>> published(CompletableFuture<List<MessageId>> ids) {
    return ids;
  }

  /**
   * Ends with what was received.
   *
   * @param messages takes the messages out of it
   */
  default <R> CompletableFuture<R> received(
      CompletableFuture<R> result, Function<R, List<Message>> messages) {
    return result;
  }

  default <R> CompletableFuture<R> ended(CompletableFuture<R> result) {
    return result;
  }

  default void ended() {}

  default void failed(Throwable failure) {}
}
