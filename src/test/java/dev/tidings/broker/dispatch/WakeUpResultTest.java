package dev.tidings.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a flush waits for those who may share it: each test ends only because it does not. */
@Timeout(60)
class WakeUpResultTest {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final CompletableFuture<Void> round = new CompletableFuture<>();

  @AfterEach
  void is_interrupted_no_more() {
    Thread.interrupted();
  }

  @Test
  void nobody_is_waited_for_when_nobody_was_woken() {
    WakeUpResult.NOBODY.awaitCommits(FOR_EVER);
  }

  @Test
  void all_rounds_are_waited_for_until_they_are_committed() {
    CompletableFuture<Void> other = new CompletableFuture<>();
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> new WakeUpResult(List.of(round, other)).awaitCommits(FOR_EVER));

    round.complete(null);
    assertThat(waiting).isNotDone();
    other.complete(null);

    waiting.join();
  }

  @Test
  void nothing_is_waited_for_longer_than_a_moment() {
    new WakeUpResult(List.of(round)).awaitCommits();

    assertThat(round).isNotDone();
  }

  @Test
  void many_are_not_waited_for() {
    List<CompletableFuture<Void>> rounds =
        Collections.nCopies(Dispatcher.DISPATCHES_AT_ONCE + 1, new CompletableFuture<>());

    new WakeUpResult(rounds).awaitCommits(FOR_EVER);
  }

  @Test
  void a_round_that_fails_is_over() {
    round.completeExceptionally(new IllegalStateException("The disk is broken"));

    new WakeUpResult(List.of(round)).awaitCommits(FOR_EVER);
  }

  @Test
  void who_is_interrupted_waits_no_longer_and_stays_so() {
    Thread.currentThread().interrupt();

    new WakeUpResult(List.of(round)).awaitCommits(FOR_EVER);

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
