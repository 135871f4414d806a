package dev.tidings.broker.dispatch;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.broker.dispatch.WaitQueueState.Action;
import dev.tidings.broker.dispatch.WaitQueueState.Event;
import dev.tidings.broker.dispatch.WaitQueueState.Knowledge;
import dev.tidings.broker.dispatch.WaitQueueState.Transition;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.QueueAvailability;
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
final class WaitQueue {
  private final QueueId queue;
  private final SubscriptionKey key;
  private final Set<PendingReceive> pending = new LinkedHashSet<>(2);
  private final List<PendingReceive> promised = new ArrayList<>(0);
  private WaitQueueState state = WaitQueueState.INITIAL;
  private List<PendingReceive> served = List.of();
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
  record Round(List<PendingReceive> first, boolean needsCheck) {}

  WaitQueue(QueueId queue, SubscriptionKey key) {
    this.queue = queue;
    this.key = key;
  }

  QueueId queue() {
    return queue;
  }

  SubscriptionKey key() {
    return key;
  }

  synchronized void join(PendingReceive pendingReceive) {
    if (pending.isEmpty() || pendingReceive.end() - soonestEnd < 0) {
      soonestEnd = pendingReceive.end();
    }
    pending.add(pendingReceive);
  }

  synchronized void leave(PendingReceive pendingReceive) {
    pending.remove(pendingReceive);
    promised.remove(pendingReceive);
  }

  /** They have messages, which they get once it is on disk that they have them. */
  synchronized void promise(List<PendingReceive> some) {
    some.stream().filter(pending::remove).forEach(promised::add);
  }

  synchronized boolean isEmpty() {
    return pending.isEmpty() && promised.isEmpty();
  }

  /** Those who have nothing yet. */
  synchronized List<PendingReceive> pending() {
    return List.copyOf(pending);
  }

  /** Those for whom messages may be on their way. */
  synchronized List<PendingReceive> served() {
    List<PendingReceive> all = new ArrayList<>(served);
    all.addAll(promised);
    return all;
  }

  /** Takes those out of the line whose time is over, but for those who are being served. */
  synchronized List<PendingReceive> takeOverdue(long now) {
    if (pending.isEmpty() || soonestEnd - now > 0) {
      return List.of();
    }
    List<PendingReceive> overdue =
        pending.stream()
            .filter(
                pendingReceive ->
                    pendingReceive.end() - now <= 0 && !served.contains(pendingReceive))
            .toList();
    overdue.forEach(pending::remove);
    soonestEnd =
        pending.stream()
            .mapToLong(PendingReceive::end)
            .reduce((a, b) -> a - b < 0 ? a : b)
            .orElse(now);
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
  synchronized boolean expectAlso(QueueAvailability queueAvailability) {
    queueAvailability.nextReturn().ifPresent(this::expectReturn);
    if (queueAvailability.isHeldBack()) {
      return isRoundDueAfter(Event.SEEN_FULL);
    }
    return queueAvailability.isEmpty() && isRoundDueAfter(Event.SEEN_EMPTY);
  }

  private void expectReturn(Instant time) {
    nextReturn = time.isBefore(nextReturn) ? time : nextReturn;
  }

  private boolean isRoundDueAfter(Event event) {
    if (apply(event) != Action.SCHEDULE) {
      return false;
    }
    // Whoever is done and still here is about to leave.
    if (pending.stream().allMatch(PendingReceive::isDone)) {
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
    served =
        pending.stream().filter(pendingReceive -> !pendingReceive.isDone()).limit(most).toList();
    return new Round(served, needsCheck);
  }

  /**
   * Ends a round that saw nothing for anybody.
   *
   * @return whether the caller has to have another one done
   */
  synchronized boolean endRound(QueueAvailability seen) {
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
