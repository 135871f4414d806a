package dev.tidings.broker;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.broker.WaitQueueState.Action;
import dev.tidings.broker.WaitQueueState.Event;
import dev.tidings.broker.WaitQueueState.Knowledge;
import dev.tidings.broker.WaitQueueState.Transition;
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
 * They are served by dispatches, one at a time. The table of {@link WaitQueueState} decides when a
 * dispatch starts, and whether it checks the queue first.
 */
final class Line {
  private final QueueId queue;
  private final SubscriptionKey key;
  private final Set<Waiter> waiters = new LinkedHashSet<>(2);
  private final List<Waiter> promised = new ArrayList<>(0);
  private WaitQueueState state = WaitQueueState.INITIAL;
  private List<Waiter> served = List.of();
  private Instant nextReturn = Instant.MAX;

  /** Nobody's time is over before, as {@link System#nanoTime}. */
  private long soonestEnd;

  /** Ended with the round and the one after it; there are none where nobody asks for them. */
  private Optional<CompletableFuture<Void>> round = Optional.empty();

  private Optional<CompletableFuture<Void>> nextRound = Optional.empty();

  /**
   * A round that has begun.
   *
   * @param first those to be served
   * @param needsCheck whether to look for something to receive before anything is leased
   */
  record Round(List<Waiter> first, boolean needsCheck) {}

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
    return isRoundDueAfter(Event.CHANGED);
  }

  /** As {@link #wake}, when something was published. */
  synchronized boolean wakeForNews() {
    return isRoundDueAfter(Event.PUBLISHED);
  }

  /** As {@link #wake}, for somebody who has joined. */
  synchronized boolean wakeForNewcomer() {
    return isRoundDueAfter(Event.JOINED);
  }

  /** As {@link #wake}, when there may be room for what was held back. */
  synchronized boolean wakeForRoom() {
    return isRoundDueAfter(Event.SETTLED);
  }

  /** As {@link #wake}, if something was to come back by now. */
  synchronized boolean wakeForReturns(Instant now) {
    return !nextReturn.isAfter(now) && wake();
  }

  /** As {@link #wake}, for what a look at many queues saw, maybe before the last round. */
  synchronized boolean expectAlso(Outlook outlook) {
    outlook.nextReturn().ifPresent(this::expectReturn);
    if (outlook.isHeldBack()) {
      return isRoundDueAfter(Event.SEEN_FULL);
    }
    return outlook.isEmpty() && isRoundDueAfter(Event.SEEN_EMPTY);
  }

  private void expectReturn(Instant time) {
    nextReturn = time.isBefore(nextReturn) ? time : nextReturn;
  }

  private boolean isRoundDueAfter(Event event) {
    if (apply(event) != Action.SCHEDULE) {
      return false;
    }
    // Whoever is done and still here is about to leave.
    if (waiters.stream().allMatch(Waiter::isDone)) {
      apply(Event.NOBODY_WAITS);
      return false;
    }
    return true;
  }

  private Action apply(Event event) {
    Transition transition = state.on(event);
    state = transition.next();
    return transition.action();
  }

  /** Whether the queue was empty, and nobody has said since that it may not be any more. */
  synchronized boolean isQuiet() {
    return state.knowledge() == Knowledge.EMPTY;
  }

  /** Ends with the round that begins next. */
  synchronized CompletableFuture<Void> nextRound() {
    CompletableFuture<Void> next = nextRound.orElseGet(CompletableFuture::new);
    nextRound = Optional.of(next);
    return next;
  }

  /** Begins the round that is due, with the first of the line. */
  synchronized Round beginRound(int most) {
    boolean needsCheck = apply(Event.BEGUN) == Action.CHECK;
    round = nextRound;
    nextRound = Optional.empty();
    served = waiters.stream().filter(waiter -> !waiter.isDone()).limit(most).toList();
    return new Round(served, needsCheck);
  }

  /**
   * Ends a round that saw nothing for anybody.
   *
   * @return whether the caller has to have another one done
   */
  synchronized boolean endRound(Outlook seen) {
    nextReturn = seen.nextReturn().orElse(Instant.MAX);
    if (seen.isHeldBack()) {
      return end(Event.ENDED_FULL);
    }
    return end(seen.isEmpty() ? Event.ENDED_EMPTY : Event.ENDED_DRAINED);
  }

  /**
   * The same, when the round has handed out all there was.
   *
   * @param soonestReturn when the first of it comes back if nobody settles it
   */
  synchronized boolean endDrained(Optional<Instant> soonestReturn) {
    soonestReturn.ifPresent(this::expectReturn);
    return end(Event.ENDED_DRAINED);
  }

  /** The same, when there may be more for who comes next. */
  synchronized boolean endWithMore() {
    return end(Event.ENDED_WITH_MORE);
  }

  /**
   * The same, when there seemed to be something, and was nothing: the next look at all lines says
   * more.
   */
  synchronized boolean endWithNothing() {
    nextReturn = Instant.MAX;
    return end(Event.ENDED_UNKNOWN);
  }

  /** The same, when the round failed. */
  synchronized boolean endFailed() {
    return end(Event.ENDED_UNKNOWN);
  }

  private boolean end(Event event) {
    served = List.of();
    boolean isAnotherDue = isRoundDueAfter(event);
    round.ifPresent(ended -> ended.complete(null));
    round = Optional.empty();
    return isAnotherDue;
  }
}
