package dev.tidings.queue;

import dev.tidings.api.MessageState;
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
 * What a queue holds beside its cursor in one state: redeliveries and leases. The positions of a
 * lease that has ended are ready, even if nobody has sent them back yet.
 */
@ApplicationScoped
class HeldMessages {
  @Inject Redeliveries redeliveries;
  @Inject Leases leases;

  /** One look at them, for several reads. */
  record Look(
      long subscriptionId,
      MessageState state,
      Instant now,
      Set<Integer> priorities,
      List<Held> leased) {}

  Look look(Connection connection, long subscriptionId, MessageState state, Instant now)
      throws SQLException {
    List<Held> leased = new ArrayList<>();
    if (state != MessageState.DELAYED) {
      for (Lease lease : leases.all(connection, subscriptionId)) {
        if (lease.isLive(now) == (state == MessageState.LEASED)) {
          leased.addAll(positions(lease));
        }
      }
    }
    Set<Integer> priorities = redeliveries.priorities(connection, subscriptionId);
    return new Look(subscriptionId, state, now, priorities, leased.stream().sorted().toList());
  }

  /** For an owner of the queue, who has sent back all that came from leases that ended. */
  Look lookAtRedeliveries(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    Set<Integer> priorities = redeliveries.priorities(connection, subscriptionId);
    return new Look(subscriptionId, MessageState.READY, now, priorities, List.of());
  }

  private static List<Held> positions(Lease lease) {
    return lease.open().stream()
        .mapToObj(
            index ->
                new Held(
                    lease.priority(),
                    lease.lane(),
                    lease.firstPosition() + index,
                    lease.deliveryCount(),
                    lease.granted()))
        .toList();
  }

  /** What is held with one priority at a place or after it, in order. */
  List<Held> read(Connection connection, Look look, Held.Start from, int limit)
      throws SQLException {
    List<Held> all = new ArrayList<>();
    look.leased().stream()
        .filter(held -> held.priority() == from.priority() && from.isAtOrBefore(held))
        .limit(limit)
        .forEach(all::add);
    if (look.priorities().contains(from.priority()) && look.state() != MessageState.LEASED) {
      all.addAll(redeliveries(connection, look, from, limit));
    }
    return all.stream().sorted().limit(limit).toList();
  }

  private List<Held> redeliveries(Connection connection, Look look, Held.Start from, int limit)
      throws SQLException {
    return look.state() == MessageState.READY
        ? redeliveries.readDue(connection, look.subscriptionId(), from, look.now(), limit)
        : redeliveries.readDelayed(connection, look.subscriptionId(), from, look.now(), limit);
  }

  /** Everything that is held, whatever its state. */
  List<Held> all(Connection connection, long subscriptionId, Instant now) throws SQLException {
    List<Held> all = new ArrayList<>();
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
  boolean takeOut(Connection connection, long subscriptionId, int priority, int lane, long position)
      throws SQLException {
    Held held = new Held(priority, lane, position, 0, 0);
    if (redeliveries.delete(connection, subscriptionId, held)) {
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
