package dev.tidings.broker.dispatch;

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
public final class PendingReceive {
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
  public PendingReceive(
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

  public ReceiveOptions options() {
    return options;
  }

  /**
   * Code inside the server may receive for endpoints that may not; nobody loses that by waiting.
   */
  boolean isAllowed() {
    return isAllowed;
  }

  public boolean mayWait() {
    return mayWait;
  }

  /** When it ends without messages, as {@link System#nanoTime()} says. */
  long end() {
    return end;
  }

  public CompletableFuture<List<Message>> future() {
    return future;
  }

  public boolean isDone() {
    return future.isDone();
  }

  /** Ends the call with what was leased to it, or returns that to whoever made the call. */
  public void deliver(List<Message> leased) {
    if (!future.complete(leased) && !leased.isEmpty()) {
      whenNotTaken.accept(leased);
    }
  }

  public void fail(Throwable failure) {
    future.completeExceptionally(failure);
  }

  void giveUp() {
    future.complete(List.of());
  }
}
