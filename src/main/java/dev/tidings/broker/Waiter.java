package dev.tidings.broker;

import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One pending receive, and its future. The caller has the future and may complete or cancel it at
 * any time.
 */
final class Waiter {
  private final ReceiveOptions options;
  private final boolean isAllowed;
  private final boolean mayWait;
  private final long end;
  private final Consumer<List<Message>> whenNotTaken;
  private final CompletableFuture<List<Message>> future = new CompletableFuture<>();

  /**
   * A call.
   *
   * @param wait how long it waits, whatever the options say
   * @param isAllowed whether the endpoint of the subscription may receive at its beginning
   * @param now as {@link System#nanoTime()} says
   * @param whenNotTaken gets what is leased to the call after its caller has ended it, on any
   *     thread, and is quick
   */
  Waiter(
      ReceiveOptions options,
      Duration wait,
      boolean isAllowed,
      long now,
      Consumer<List<Message>> whenNotTaken) {
    this.options = options;
    this.isAllowed = isAllowed;
    this.mayWait = !wait.isZero();
    this.end = now + wait.toNanos();
    this.whenNotTaken = whenNotTaken;
  }

  ReceiveOptions options() {
    return options;
  }

  /**
   * Code inside the server may receive for endpoints that may not; nobody loses that by waiting.
   */
  boolean isAllowed() {
    return isAllowed;
  }

  boolean mayWait() {
    return mayWait;
  }

  /** When it ends without messages, as {@link System#nanoTime()} says. */
  long end() {
    return end;
  }

  CompletableFuture<List<Message>> future() {
    return future;
  }

  boolean isDone() {
    return future.isDone();
  }

  /** Ends the call with what was leased to it, or returns that to whoever made the call. */
  void deliver(List<Message> leased) {
    if (!future.complete(leased) && !leased.isEmpty()) {
      whenNotTaken.accept(leased);
    }
  }

  void fail(Throwable failure) {
    future.completeExceptionally(failure);
  }

  void giveUp() {
    future.complete(List.of());
  }
}
