package dev.tidings.broker.trace;

import dev.tidings.api.TracedState;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.queue.inflight.Lease;
import dev.tidings.store.queue.inflight.Redeliveries;
import dev.tidings.store.subscription.Subscription;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What the tables beside the cursors have of one entry of the log, by the ids of the subscriptions,
 * and what follows from it for a queue, in the order that docs/message-lifecycle.md gives.
 */
record EntryInQueues(
    LogEntry entry,
    Map<Long, DeadLetters.Death> deaths,
    Map<Long, Redeliveries.Waiting> waiting,
    Map<Long, Lease> leases,
    Set<Long> removed) {

  /** What a queue has of the entry. */
  record Found(TracedState state, int deliveryCount, Instant at, String reason) {
    private static Found of(TracedState state) {
      return new Found(state, 0, null, "");
    }
  }

  Found in(Subscription subscription, LanePositions cursor, int maxDeliveries, Instant now) {
    DeadLetters.Death death = deaths.get(subscription.id());
    if (death != null) {
      return new Found(
          TracedState.DEAD_LETTER, death.deliveryCount(), death.diedAt(), death.reason());
    }
    Redeliveries.Waiting beside = waiting.get(subscription.id());
    if (beside != null) {
      return waiting(beside, now);
    }
    Lease lease = leases.get(subscription.id());
    return lease != null
        ? leased(lease, maxDeliveries, now)
        : Found.of(byCursor(subscription, cursor, now));
  }

  private static Found waiting(Redeliveries.Waiting beside, Instant now) {
    boolean isDue = !beside.dueAt().isAfter(now);
    TracedState state = isDue ? TracedState.READY : TracedState.DELAYED;
    return new Found(
        beside.expiresAt().isAfter(now) ? state : TracedState.EXPIRED,
        beside.deliveryCount(),
        isDue ? null : beside.dueAt(),
        beside.reason() == null ? "" : beside.reason());
  }

  private Found leased(Lease lease, int maxDeliveries, Instant now) {
    boolean isLast = lease.isLast(maxDeliveries);
    if (lease.isLive(now) || isLast) {
      TracedState state = isLast ? TracedState.LAST_LEASE : TracedState.LEASED;
      return new Found(state, lease.deliveryCount(), lease.deadline(), "");
    }
    return new Found(readyUnlessExpired(now), lease.deliveryCount(), null, "");
  }

  private TracedState byCursor(Subscription subscription, LanePositions cursor, Instant now) {
    if (entry.lane() == Lane.ADDRESSED) {
      return TracedState.NOT_IN_QUEUE;
    }
    if (entry.position() < cursor.at(entry.lane())) {
      return subscription.createdAt().isAfter(entry.publishedAt())
          ? TracedState.NOT_IN_QUEUE
          : TracedState.DONE;
    }
    return removed.contains(subscription.id()) ? TracedState.REMOVED : readyUnlessExpired(now);
  }

  private TracedState readyUnlessExpired(Instant now) {
    return entry.expiresAt().isAfter(now) ? TracedState.READY : TracedState.EXPIRED;
  }
}
