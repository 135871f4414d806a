package dev.tidings.broker;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.queue.Outlook;
import dev.tidings.queue.QueueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The receivers that wait for messages of one queue at this node, in the order of their arrival.
 * They are served by dispatches, one at a time. A wake-up during a dispatch triggers another one,
 * because the running dispatch may have read the queue before.
 */
final class Line {
  private final QueueId queue;
  private final SubscriptionKey key;
  private final Set<Waiter> waiters = new LinkedHashSet<>(2);
  private final List<Waiter> promised = new ArrayList<>(0);
  private State state = State.IDLE;
  private List<Waiter> served = List.of();
  private Instant nextReturn = Instant.MAX;
  private boolean isHeldBack;

  /** Why the next round is due: something was appended, or somebody has to look. */
  private boolean hasNews;

  private boolean isLookDue;

  /** What the last round left, unless somebody has said since that there may be something. */
  private boolean isEmptied;

  private boolean isQuiet;

  /** What has happened since the round began. */
  private boolean hasNewcomers;

  private boolean hasRoomSince;

  /** Nobody's time is over before, as {@link System#nanoTime}. */
  private long soonestEnd;

  /** Ended with the round and the one after it; there are none where nobody asks for them. */
  private Optional<CompletableFuture<Void>> round = Optional.empty();

  private Optional<CompletableFuture<Void>> nextRound = Optional.empty();

  private enum State {
    IDLE,
    ROUND_IS_DUE,
    IN_ROUND,
    IN_ROUND_AND_DUE
  }

  Line(QueueId queue, SubscriptionKey key) {
    this.queue = queue;
    this.key = key;
  }

  QueueId queue() {
    return queue;
  }

  SubscriptionKey key() {
    return key;
  }

  synchronized void join(Waiter waiter) {
    if (waiters.isEmpty() || waiter.end() - soonestEnd < 0) {
      soonestEnd = waiter.end();
    }
    waiters.add(waiter);
  }

  synchronized void leave(Waiter waiter) {
    waiters.remove(waiter);
    promised.remove(waiter);
  }

  /** They have messages, which they get once it is on disk that they have them. */
  synchronized void promise(List<Waiter> some) {
    some.stream().filter(waiters::remove).forEach(promised::add);
  }

  synchronized boolean isEmpty() {
    return waiters.isEmpty() && promised.isEmpty();
  }

  /** Those who have nothing yet. */
  synchronized List<Waiter> waiters() {
    return List.copyOf(waiters);
  }

  /** Those for whom messages may be on their way. */
  synchronized List<Waiter> served() {
    List<Waiter> all = new ArrayList<>(served);
    all.addAll(promised);
    return all;
  }

  /** Takes those out of the line whose time is over, but for those who are being served. */
  synchronized List<Waiter> takeOverdue(long now) {
    if (waiters.isEmpty() || soonestEnd - now > 0) {
      return List.of();
    }
    List<Waiter> overdue =
        waiters.stream()
            .filter(waiter -> waiter.end() - now <= 0 && !served.contains(waiter))
            .toList();
    overdue.forEach(waiters::remove);
    soonestEnd =
        waiters.stream().mapToLong(Waiter::end).reduce((a, b) -> a - b < 0 ? a : b).orElse(now);
    return overdue;
  }

  /**
   * There may be something to receive.
   *
   * @return whether the caller has to have a round done
   */
  synchronized boolean wake() {
    isLookDue = true;
    return wakeUp();
  }

  private boolean wakeUp() {
    isQuiet = false;
    isEmptied = false;
    boolean isIdle = state == State.IDLE && !waiters.isEmpty();
    if (isIdle) {
      state = State.ROUND_IS_DUE;
    } else if (state == State.IN_ROUND) {
      state = State.IN_ROUND_AND_DUE;
    }
    return isIdle;
  }

  /** As {@link #wake}, when something was appended, for which there is room as far as is known. */
  synchronized boolean wakeForNews() {
    hasNews |= !isHeldBack;
    isLookDue |= isHeldBack;
    return wakeUp();
  }

  /**
   * As {@link #wake}, for somebody who has joined. Where the last round left nothing and nobody has
   * said since that there may be something, he waits as those before him do.
   */
  synchronized boolean wakeForNewcomer() {
    hasNewcomers |= state == State.IN_ROUND;
    return state == State.IDLE && !isEmptied && wakeUnlessThereAreNews();
  }

  /** Where news wait for somebody, the round need not look. */
  private boolean wakeUnlessThereAreNews() {
    return hasNews ? wakeUp() : wake();
  }

  /** Ends with the round that begins next. */
  synchronized CompletableFuture<Void> nextRound() {
    CompletableFuture<Void> next = nextRound.orElseGet(CompletableFuture::new);
    nextRound = Optional.of(next);
    return next;
  }

  /**
   * Whether the round that has begun need not look for something to receive: nobody has woken it
   * but for news.
   */
  synchronized boolean takeNews() {
    boolean isAllNews = hasNews && !isLookDue;
    hasNews = false;
    isLookDue = false;
    return isAllNews;
  }

  /** As {@link #wake}, when there may be room for what was held back. */
  synchronized boolean wakeForRoom() {
    hasRoomSince |= state == State.IN_ROUND;
    return isHeldBack && wake();
  }

  /** As {@link #wake}, if something was to come back by now. */
  synchronized boolean wakeForReturns(Instant now) {
    return !nextReturn.isAfter(now) && wake();
  }

  /** Begins a round with the first of the line. */
  synchronized List<Waiter> beginRound(int most) {
    state = State.IN_ROUND;
    hasNewcomers = false;
    hasRoomSince = false;
    round = nextRound;
    nextRound = Optional.empty();
    served = waiters.stream().filter(waiter -> !waiter.isDone()).limit(most).toList();
    return served;
  }

  /** What the round saw when there was nothing for anybody. */
  synchronized void expect(Outlook outlook) {
    nextReturn = outlook.nextReturn().orElse(Instant.MAX);
    isHeldBack = outlook.isHeldBack();
    isEmptied = state == State.IN_ROUND && !outlook.isReady();
    isQuiet = isEmptied && outlook.isEmpty();
  }

  /**
   * The round has handed out all there was.
   *
   * @param soonestReturn when the first of it comes back if nobody settles it
   */
  synchronized void emptied(Optional<Instant> soonestReturn) {
    soonestReturn.ifPresent(this::expectReturn);
    isHeldBack = false;
    isEmptied = state == State.IN_ROUND;
  }

  private void expectReturn(Instant time) {
    nextReturn = time.isBefore(nextReturn) ? time : nextReturn;
  }

  /** Whether the queue was empty, and nobody has said since that it may not be any more. */
  synchronized boolean isQuiet() {
    return isQuiet;
  }

  /** There seemed to be something, and was nothing: the next look at all lines says more. */
  synchronized void expectNothing() {
    nextReturn = Instant.MAX;
    isHeldBack = false;
  }

  /** What somebody else saw, maybe before the last round: it can only make the next one earlier. */
  synchronized void expectAlso(Outlook outlook) {
    outlook.nextReturn().ifPresent(this::expectReturn);
    isHeldBack |= outlook.isHeldBack();
    isQuiet |= isEmptied && outlook.isEmpty();
  }

  /**
   * Ends the round.
   *
   * @return whether the caller has to have another one done
   */
  synchronized boolean endRound() {
    if (hasRoomSince && isHeldBack) {
      wake();
    }
    if (hasNewcomers && !isEmptied) {
      wakeUnlessThereAreNews();
    }
    served = List.of();
    boolean isAnotherDue = state == State.IN_ROUND_AND_DUE && !waiters.isEmpty();
    state = isAnotherDue ? State.ROUND_IS_DUE : State.IDLE;
    round.ifPresent(ended -> ended.complete(null));
    round = Optional.empty();
    return isAnotherDue;
  }
}
