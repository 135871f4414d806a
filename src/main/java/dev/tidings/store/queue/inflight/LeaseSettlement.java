package dev.tidings.store.queue.inflight;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.platform.database.jdbc.AfterCommit;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.QueueCounts;
import dev.tidings.store.log.EntryHead;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Settles leased deliveries, or extends their leases. A receipt is valid while its lease lives;
 * after that it changes nothing. Every change is made under the lock of the queue's cursor.
 */
@ApplicationScoped
public class LeaseSettlement {
  private static final String LEASE_ENDED = "The lease ended before the message was settled.";
  private static final String NO_REASON = "The receiver rejected the message.";

  /** Copies of messages are read this many at once, because they may be large. */
  private static final int BURIED_AT_ONCE = 16;

  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject Leases leases;
  @Inject InFlightMessages inFlight;
  @Inject Redeliveries redeliveries;
  @Inject DeadLetters deadLetters;
  @Inject LeaseTimes leaseTimes;
  @Inject Measurements measurements;

  /** What would become of the receipts at this moment; changes nothing. */
  public List<ReceiptOutcome> check(
      Connection connection, QueueId queue, List<Receipt> receipts, Instant now)
      throws SQLException {
    return claim(connection, queue, receipts, now).outcomes();
  }

  /** Makes the deliveries done. */
  public List<ReceiptOutcome> acknowledge(
      Connection connection, QueueId queue, List<Receipt> receipts, Instant now)
      throws SQLException {
    return acknowledgeAll(connection, queue, List.of(receipts), now).get(0);
  }

  /**
   * Makes the deliveries of several calls done at once, as if they had come one after the other.
   *
   * @return the outcomes of each call
   */
  public List<List<ReceiptOutcome>> acknowledgeAll(
      Connection connection, QueueId queue, List<List<Receipt>> calls, Instant now)
      throws SQLException {
    ReceiptResolver receiptResolver = new ReceiptResolver(queue.subscriptionId(), now);
    lock(connection, queue, calls, receiptResolver);
    List<List<ReceiptOutcome>> outcomes = new ArrayList<>(calls.size());
    for (List<Receipt> receipts : calls) {
      outcomes.add(claim(connection, queue, receipts, receiptResolver));
      receiptResolver.endCall();
    }
    for (ReceiptResolver.ResolvedLease resolvedLease : receiptResolver.claimed()) {
      Lease rest = resolvedLease.lease().without(resolvedLease.positions());
      leases.change(connection, queue.subscriptionId(), rest);
      leaseTimes.acknowledged(resolvedLease.lease(), resolvedLease.positions().cardinality());
    }
    return outcomes;
  }

  /** Finds the lease of the first receipt on the same way, which mostly is the only one. */
  private void lock(
      Connection connection,
      QueueId queue,
      List<List<Receipt>> calls,
      ReceiptResolver receiptResolver)
      throws SQLException {
    Optional<Long> token =
        calls.stream().flatMap(List::stream).flatMap(receiptResolver::token).findFirst();
    if (token.isPresent()) {
      receiptResolver.know(
          token.get(), leases.lockAndFind(connection, queue.subscriptionId(), token.get()));
    } else {
      cursors.lock(connection, queue.subscriptionId());
    }
  }

  /**
   * Sends the deliveries back, or makes them dead letters.
   *
   * @param maxDeliveries the topic's: what was delivered so often becomes a dead letter
   */
  public List<ReceiptOutcome> reject(
      Connection connection,
      QueueId queue,
      List<Receipt> receipts,
      Rejection rejection,
      int maxDeliveries,
      Instant now)
      throws SQLException {
    cursors.lock(connection, queue.subscriptionId());
    Resolution resolution = claim(connection, queue, receipts, now);
    String reason = rejection.reason().orElse(NO_REASON);
    for (ReceiptResolver.ResolvedLease resolvedLease : resolution.claimed()) {
      Lease lease = resolvedLease.lease();
      Instant due =
          now.plus(
              rejection.delay().orElseGet(() -> RedeliveryBackoff.after(lease.deliveryCount())));
      boolean isLast = rejection.isFinal() || lease.isLast(maxDeliveries);
      sendBack(connection, queue, lease, resolvedLease.positions(), due, reason, isLast, now);
    }
    return resolution.outcomes();
  }

  /** Lets the leases end at another time; where only a part of one is meant, it is split. */
  public List<ReceiptOutcome> extend(
      Connection connection, QueueId queue, List<Receipt> receipts, Instant until, Instant now)
      throws SQLException {
    cursors.lock(connection, queue.subscriptionId());
    Resolution resolution = claim(connection, queue, receipts, now);
    for (ReceiptResolver.ResolvedLease resolvedLease : resolution.claimed()) {
      extend(connection, queue, resolvedLease.lease(), resolvedLease.positions(), until);
    }
    return resolution.outcomes();
  }

  private void extend(Connection connection, QueueId queue, Lease lease, BitSet some, Instant until)
      throws SQLException {
    if (some.equals(lease.open())) {
      leases.change(connection, queue.subscriptionId(), lease.until(until));
      return;
    }
    leases.change(connection, queue.subscriptionId(), lease.without(some));
    List<Lease> parts = leases.find(connection, queue.subscriptionId(), lease.token());
    int newPart = parts.get(parts.size() - 1).part() + 1;
    leases.add(connection, queue.subscriptionId(), List.of(lease.split(newPart, some, until)));
  }

  /** Sends back what is still open of leases that have ended. The caller has locked the cursor. */
  public void returnOverdue(Connection connection, QueueId queue, Instant now, int maxDeliveries)
      throws SQLException {
    for (Lease lease : leases.overdue(connection, queue.subscriptionId(), now)) {
      boolean isLast = lease.isLast(maxDeliveries);
      sendBack(connection, queue, lease, lease.open(), now, LEASE_ENDED, isLast, now);
    }
  }

  /** As {@link #returnOverdue}, by a caller who has not locked anything. */
  public void lockAndReturnOverdue(
      Connection connection, QueueId queue, Instant now, int maxDeliveries) throws SQLException {
    cursors.lock(connection, queue.subscriptionId());
    returnOverdue(connection, queue, now, maxDeliveries);
  }

  private void sendBack(
      Connection connection,
      QueueId queue,
      Lease lease,
      BitSet some,
      Instant due,
      String reason,
      boolean isLast,
      Instant now)
      throws SQLException {
    if (isLast) {
      bury(connection, queue, lease, some, reason, now);
    } else {
      redeliveries.add(
          connection,
          queue.subscriptionId(),
          returns(connection, queue, lease, some, due, reason, now));
    }
    leases.change(connection, queue.subscriptionId(), lease.without(some));
  }

  /** What has expired meanwhile does not come back. */
  private List<Redeliveries.Return> returns(
      Connection connection,
      QueueId queue,
      Lease lease,
      BitSet some,
      Instant due,
      String reason,
      Instant now)
      throws SQLException {
    List<Redeliveries.Return> returns = new ArrayList<>();
    for (EntryHead head : inFlight.living(connection, queue.topicId(), lease.only(some), now)) {
      InFlight one =
          new InFlight(
              head.priority(),
              head.lane(),
              head.position(),
              lease.deliveryCount(),
              lease.granted());
      returns.add(new Redeliveries.Return(one, head.expiresAt(), due, reason));
    }
    return returns;
  }

  private void bury(
      Connection connection, QueueId queue, Lease lease, BitSet some, String reason, Instant now)
      throws SQLException {
    QueueCounts counts = measurements.queue(queue.subscriptionId());
    List<Long> positions = some.stream().mapToObj(index -> lease.firstPosition() + index).toList();
    for (int from = 0; from < positions.size(); from += BURIED_AT_ONCE) {
      List<Long> few = positions.subList(from, Math.min(from + BURIED_AT_ONCE, positions.size()));
      List<DeadLetters.Rejected> buried =
          log.readAt(connection, queue.topicId(), lease.lane(), few, now).stream()
              .map(entry -> new DeadLetters.Rejected(entry, lease.deliveryCount()))
              .toList();
      deadLetters.add(connection, queue.subscriptionId(), buried, reason, now);
      AfterCommit.run(() -> counts.deadLettered(buried.size()));
    }
  }

  /**
   * Which positions of which live leases the receipts stand for.
   *
   * @param outcomes one for each receipt, in their order
   */
  private record Resolution(
      List<ReceiptResolver.ResolvedLease> claimed, List<ReceiptOutcome> outcomes) {}

  private Resolution claim(
      Connection connection, QueueId queue, List<Receipt> receipts, Instant now)
      throws SQLException {
    ReceiptResolver receiptResolver = new ReceiptResolver(queue.subscriptionId(), now);
    List<ReceiptOutcome> outcomes = claim(connection, queue, receipts, receiptResolver);
    return new Resolution(receiptResolver.claimed(), outcomes);
  }

  private List<ReceiptOutcome> claim(
      Connection connection, QueueId queue, List<Receipt> receipts, ReceiptResolver receiptResolver)
      throws SQLException {
    List<ReceiptOutcome> outcomes = new ArrayList<>(receipts.size());
    for (Receipt receipt : receipts) {
      outcomes.add(
          receiptResolver.add(
              receipt, token -> leases.find(connection, queue.subscriptionId(), token)));
    }
    return outcomes;
  }
}
