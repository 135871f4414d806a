package dev.tidings.store.queue.inflight;

import dev.tidings.api.MessageState;
import dev.tidings.store.log.EntryHead;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * The messages that a queue holds beside its cursor in one state: redeliveries or leases. The
 * positions of a lease that has ended are ready, even if they have not been returned to the queue
 * yet.
 */
@ApplicationScoped
public class InFlightMessages {
  @Inject Redeliveries redeliveries;
  @Inject Leases leases;
  @Inject MessageLog log;

  /** One look at them, for several reads. */
  public record Look(
      long subscriptionId,
      MessageState state,
      Instant now,
      Set<Integer> priorities,
      List<InFlight> leased) {

    /** Of a queue that holds nothing beside its cursor. */
    public static Look ofNothing(long subscriptionId, Instant now) {
      return new Look(subscriptionId, MessageState.READY, now, Set.of(), List.of());
    }
  }

  /**
   * Looks at what is in one state.
   *
   * @param maxDeliveries of the topic: what is to die is nobody's to receive, and so stays leased
   *     until its death is noticed
   */
  public Look look(
      Connection connection,
      long subscriptionId,
      MessageState state,
      Instant now,
      int maxDeliveries)
      throws SQLException {
    List<InFlight> leased = new ArrayList<>();
    if (state != MessageState.DELAYED) {
      for (Lease lease : leases.all(connection, subscriptionId)) {
        boolean isLeased = lease.isLive(now) || lease.isLast(maxDeliveries);
        if (isLeased == (state == MessageState.LEASED)) {
          leased.addAll(positions(lease));
        }
      }
    }
    Set<Integer> priorities = redeliveries.priorities(connection, subscriptionId);
    return new Look(subscriptionId, state, now, priorities, leased.stream().sorted().toList());
  }

  /** For an owner of the queue, who has sent back all that came from leases that ended. */
  public Look lookAtRedeliveries(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    Set<Integer> priorities = redeliveries.priorities(connection, subscriptionId);
    return new Look(subscriptionId, MessageState.READY, now, priorities, List.of());
  }

  /** The open positions of a lease whose messages have not expired. */
  public List<EntryHead> living(Connection connection, long topicId, Lease lease, Instant now)
      throws SQLException {
    return log
        .readHeads(
            connection,
            topicId,
            lease.lane(),
            lease.firstPosition(),
            lease.lastPosition(),
            now,
            Lease.MAX_POSITIONS)
        .stream()
        .filter(head -> lease.isOpen(head.position()))
        .toList();
  }

  /** How much of leases that have ended does not come back, because it has expired. */
  public long countOver(Connection connection, QueueId queue, Instant now) throws SQLException {
    long over = 0;
    for (Lease lease : leases.overdue(connection, queue.subscriptionId(), now)) {
      over += lease.openCount() - living(connection, queue.topicId(), lease, now).size();
    }
    return over;
  }

  /**
   * Takes out what expired while it was leased; a receipt for it has expired then too. The caller
   * has locked the cursor.
   */
  public void takeOutExpired(Connection connection, QueueId queue, Instant now)
      throws SQLException {
    for (Lease lease : leases.all(connection, queue.subscriptionId())) {
      BitSet living = new BitSet();
      living(connection, queue.topicId(), lease, now)
          .forEach(head -> living.set((int) (head.position() - lease.firstPosition())));
      if (living.cardinality() < lease.openCount()) {
        leases.change(connection, queue.subscriptionId(), lease.only(living));
      }
    }
  }

  private static List<InFlight> positions(Lease lease) {
    return lease.open().stream()
        .mapToObj(
            index ->
                new InFlight(
                    lease.priority(),
                    lease.lane(),
                    lease.firstPosition() + index,
                    lease.deliveryCount(),
                    lease.granted()))
        .toList();
  }

  /** What is held with one priority at a place or after it, in order. */
  public List<InFlight> read(Connection connection, Look look, InFlight.Start from, int limit)
      throws SQLException {
    List<InFlight> all = new ArrayList<>();
    look.leased().stream()
        .filter(inFlight -> inFlight.priority() == from.priority() && from.isAtOrBefore(inFlight))
        .limit(limit)
        .forEach(all::add);
    if (look.priorities().contains(from.priority()) && look.state() != MessageState.LEASED) {
      all.addAll(redeliveries(connection, look, from, limit));
    }
    return all.stream().sorted().limit(limit).toList();
  }

  private List<InFlight> redeliveries(
      Connection connection, Look look, InFlight.Start from, int limit) throws SQLException {
    return look.state() == MessageState.READY
        ? redeliveries.readDue(connection, look.subscriptionId(), from, look.now(), limit)
        : redeliveries.readDelayed(connection, look.subscriptionId(), from, look.now(), limit);
  }

  /** Everything that is held, whatever its state. */
  public List<InFlight> all(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    List<InFlight> all = new ArrayList<>();
    for (Lease lease : leases.all(connection, subscriptionId)) {
      all.addAll(positions(lease));
    }
    all.addAll(redeliveries.readAll(connection, subscriptionId, now));
    return all;
  }

  /**
   * Takes one message out of the queue, wherever it is held; a receipt for it has expired then. The
   * caller has locked the cursor.
   *
   * @return whether it was there
   */
  public boolean takeOut(
      Connection connection, long subscriptionId, int priority, int lane, long position)
      throws SQLException {
    InFlight inFlight = new InFlight(priority, lane, position, 0, 0);
    if (redeliveries.delete(connection, subscriptionId, inFlight)) {
      return true;
    }
    for (Lease lease : leases.all(connection, subscriptionId)) {
      if (lease.lane() == lane && lease.isOpen(position)) {
        BitSet one = new BitSet();
        one.set((int) (position - lease.firstPosition()));
        leases.change(connection, subscriptionId, lease.without(one));
        return true;
      }
    }
    return false;
  }
}
