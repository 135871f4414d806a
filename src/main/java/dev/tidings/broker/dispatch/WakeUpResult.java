package dev.tidings.broker.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The dispatches that a wake-up has triggered, which serve the receivers that were waiting. */
public class WakeUpResult {
  public static final WakeUpResult NOBODY = new WakeUpResult(List.of());

  /** Longer than a dispatch takes to commit, and too short to be noticed. */
  private static final Duration MOMENT = Duration.ofMillis(2);

  private final List<CompletableFuture<Void>> dispatches;

  /**
   * Of some dispatches.
   *
   * @param dispatches each completes when the leases of the dispatch are committed
   */
  public WakeUpResult(List<CompletableFuture<Void>> dispatches) {
    this.dispatches = dispatches;
  }

  /**
   * Returns when the leases are committed, so that a flush that begins now puts it on disk too;
   * after two milliseconds in any case, and at once when more are to be served than can be at the
   * same time.
   */
  public void awaitCommits() {
    awaitCommits(MOMENT);
  }

  void awaitCommits(Duration atMost) {
    if (dispatches.size() > Dispatcher.DISPATCHES_AT_ONCE) {
      return;
    }
    try {
      CompletableFuture.allOf(dispatches.toArray(CompletableFuture<?>[]::new))
          .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // Then they have a flush of their own.
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
