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

  /** Longer than a hand-out takes to be committed, and shorter than anybody notices. */
  private static final Duration MOMENT = Duration.ofMillis(2);

  private final List<CompletableFuture<Void>> rounds;

  /**
   * Some rounds.
   *
   * @param rounds each ends when what is handed out in it is committed
   */
  public WakeUpResult(List<CompletableFuture<Void>> rounds) {
    this.rounds = rounds;
  }

  /**
   * Returns when what is handed out is committed, so that a flush that begins now puts it on disk
   * too; after two milliseconds in any case, and at once when more are to be served than can be at
   * the same time.
   */
  public void awaitCommits() {
    awaitCommits(MOMENT);
  }

  void awaitCommits(Duration atMost) {
    if (rounds.size() > Dispatcher.LINES_AT_ONCE) {
      return;
    }
    try {
      CompletableFuture.allOf(rounds.toArray(CompletableFuture<?>[]::new))
          .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // Then they have a flush of their own.
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
