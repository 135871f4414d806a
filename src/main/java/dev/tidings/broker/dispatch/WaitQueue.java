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

  /** No pending receive times out before, as {@link System#nanoTime}. */
  private long soonestEnd;

  /** Completes when the running dispatch ends; empty unless a publish waits for it. */
  private Optional<CompletableFuture<Void>> dispatch = Optional.empty();

  private Optional<CompletableFuture<Void>> nextDispatch = Optional.empty();

  /**
   * A dispatch that has begun.
   *
   * @param first the receives to be served
   * @param needsCheck whether to check the queue before anything is leased
   */
  record Dispatch(List<PendingReceive> first, boolean needsCheck) {}

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

  /** These receives have leased messages, which they get when the leases are on disk. */
  synchronized void promise(List<PendingReceive> some) {
    some.stream().filter(pending::remove).forEach(promised::add);
  }

  synchronized boolean isEmpty() {
    return pending.isEmpty() && promised.isEmpty();
  }

  /** The receives that have no messages yet. */
  synchronized List<PendingReceive> pending() {
    return List.copyOf(pending);
  }

  /** The receives that may get messages from a dispatch that has begun. */
  synchronized List<PendingReceive> served() {
    List<PendingReceive> all = new ArrayList<>(served);
    all.addAll(promised);
    return all;
  }

  /** Removes the receives whose wait is over, except those that a dispatch is serving. */
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
   * @return whether the caller has to start a dispatch
   */
  synchronized boolean wake() {
    return isDispatchDueAfter(Event.CHANGED);
  }

  /** As {@link #wake}, when something was published. */
  synchronized boolean wakeForPublished() {
    return isDispatchDueAfter(Event.PUBLISHED);
  }

  /** As {@link #wake}, for a receive that has joined. */
  synchronized boolean wakeForJoined() {
    return isDispatchDueAfter(Event.JOINED);
  }

  /** As {@link #wake}, when a settlement may have made room. */
  synchronized boolean wakeForSettled() {
    return isDispatchDueAfter(Event.SETTLED);
  }

  /** As {@link #wake}, if a lease or a delay has ended by now. */
  synchronized boolean wakeForReturns(Instant now) {
    return !nextReturn.isAfter(now) && wake();
  }

  /**
   * As {@link #wake}, for the result of a check of many queues, which may be older than the last
   * dispatch.
   */
  synchronized boolean onChecked(QueueAvailability queueAvailability) {
    queueAvailability.nextReturn().ifPresent(this::expectReturn);
    if (queueAvailability.isHeldBack()) {
      return isDispatchDueAfter(Event.SEEN_FULL);
    }
    return queueAvailability.isEmpty() && isDispatchDueAfter(Event.SEEN_EMPTY);
  }

  private void expectReturn(Instant time) {
    nextReturn = time.isBefore(nextReturn) ? time : nextReturn;
  }

  private boolean isDispatchDueAfter(Event event) {
    if (apply(event) != Action.SCHEDULE) {
      return false;
    }
    // Receives that are done are about to leave.
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

  /** Whether the queue was empty, and no event since then may have changed that. */
  synchronized boolean isKnownEmpty() {
    return state.knowledge() == Knowledge.EMPTY;
  }

  /** Completes with the dispatch that begins next. */
  synchronized CompletableFuture<Void> nextDispatch() {
    CompletableFuture<Void> next = nextDispatch.orElseGet(CompletableFuture::new);
    nextDispatch = Optional.of(next);
    return next;
  }

  /** Begins the dispatch that is due, for the first receives. */
  synchronized Dispatch beginDispatch(int most) {
    boolean needsCheck = apply(Event.BEGUN) == Action.CHECK;
    dispatch = nextDispatch;
    nextDispatch = Optional.empty();
    served =
        pending.stream().filter(pendingReceive -> !pendingReceive.isDone()).limit(most).toList();
    return new Dispatch(served, needsCheck);
  }

  /**
   * Ends a dispatch whose check found nothing to deliver.
   *
   * @return whether the caller has to start another one
   */
  synchronized boolean endDispatch(QueueAvailability seen) {
    nextReturn = seen.nextReturn().orElse(Instant.MAX);
    if (seen.isHeldBack()) {
      return end(Event.ENDED_FULL);
    }
    return end(seen.isEmpty() ? Event.ENDED_EMPTY : Event.ENDED_DRAINED);
  }

  /**
   * The same, when the dispatch has delivered everything that was ready.
   *
   * @param soonestReturn when the first of these leases ends
   */
  synchronized boolean endDispatchDrained(Optional<Instant> soonestReturn) {
    soonestReturn.ifPresent(this::expectReturn);
    return end(Event.ENDED_DRAINED);
  }

  /** The same, when more may be ready for the next receives. */
  synchronized boolean endDispatchWithMore() {
    return end(Event.ENDED_WITH_MORE);
  }

  /**
   * The same, when the check found messages and the dispatch did not: the next check of all queues
   * decides.
   */
  synchronized boolean endDispatchUnexpectedlyEmpty() {
    nextReturn = Instant.MAX;
    return end(Event.ENDED_UNKNOWN);
  }

  /** The same, when the dispatch failed. */
  synchronized boolean endDispatchFailed() {
    return end(Event.ENDED_UNKNOWN);
  }

  private boolean end(Event event) {
    served = List.of();
    boolean isAnotherDue = isDispatchDueAfter(event);
    dispatch.ifPresent(ended -> ended.complete(null));
    dispatch = Optional.empty();
    return isAnotherDue;
  }
}
