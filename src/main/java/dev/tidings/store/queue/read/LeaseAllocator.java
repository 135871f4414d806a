package dev.tidings.store.queue.read;

import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.InFlight;
import dev.tidings.store.queue.inflight.Lease;
import dev.tidings.store.queue.inflight.LeasePosition;
import dev.tidings.store.queue.inflight.LeaseTimes;
import dev.tidings.store.queue.inflight.Leases;
import dev.tidings.store.queue.inflight.Redeliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Delivers messages under leases. */
@ApplicationScoped
public class LeaseAllocator {
  @Inject LockedQueue lockedQueue;
  @Inject Redeliveries redeliveries;
  @Inject Leases leases;
  @Inject LeaseTimes leaseTimes;
  @Inject QueueReader reader;

  private final SecureRandom random = new SecureRandom();

  /**
   * What a receiver wants and may have.
   *
   * @param window the most messages of one queue that may be leased or on their way back
   * @param maxDeliveries of the topic
   */
  public record Order(int max, long maxBytes, Duration lease, int window, int maxDeliveries) {}

  /**
   * What one receiver gets.
   *
   * @param isAll whether nothing was left that anybody could have been given
   */
  public record LeasedBatch(List<QueueEntry> deliveries, boolean isAll) {}

  /**
   * Leases messages in the order of their delivery.
   *
   * @return what was leased; empty when the subscription is gone
   */
  public Optional<LeasedBatch> receive(
      Connection connection, QueueId queue, InstantSource clock, Order order) throws SQLException {
    Optional<LockedQueue.QueueSnapshot> snapshot =
        lockedQueue.open(connection, queue, clock, order.maxDeliveries());
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    QueueReader.View view = snapshot.get().view();
    ReceiveBudget receiveBudget =
        new ReceiveBudget(order.max(), order.maxBytes())
            .withAhead((int) (order.window() - snapshot.get().inFlight()));
    QueueReader.Batch batch =
        reader.read(connection, view, DeliveryPosition.start(), receiveBudget);
    redeliveries.delete(connection, queue.subscriptionId(), batch.inFlight());
    Leased leased = new Leased(queue.subscriptionId(), view.now().plus(order.lease()));
    List<QueueEntry> leasedDeliveries = batch.deliveries().stream().map(leased::add).toList();
    store(connection, view, batch.reached(), leased.all());
    boolean isAll = !receiveBudget.isSpent() && receiveBudget.hasRoomAhead();
    return Optional.of(new LeasedBatch(leasedDeliveries, isAll));
  }

  private void store(
      Connection connection, QueueReader.View view, LanePositions reached, List<Lease> leased)
      throws SQLException {
    leaseTimes.begin(leased);
    boolean isMove = !reached.equals(view.cursor()) && !view.mayHaveRemovals();
    if (isMove && leased.size() == 1) {
      long subscriptionId = view.queue().subscriptionId();
      DeferredUpdate.run(
          connection,
          Cursors.moving(subscriptionId, reached),
          Leases.adding(subscriptionId, leased.get(0)));
    } else {
      lockedQueue.advance(connection, view, reached);
      leases.add(connection, view.queue().subscriptionId(), leased);
    }
  }

  /** The messages of one lane with one history, which share a lease while it has room. */
  private record Kind(int priority, int lane, int deliveryCount, int granted) {}

  /** The leases that one hand-out makes. */
  private final class Leased {
    private final long subscriptionId;
    private final Instant until;
    private final Map<Kind, Lease> current = new LinkedHashMap<>();
    private final List<Lease> full = new ArrayList<>();

    Leased(long subscriptionId, Instant until) {
      this.subscriptionId = subscriptionId;
      this.until = until;
    }

    /** Positions of one kind come in their order. */
    QueueEntry add(QueueEntry delivery) {
      Kind kind = kind(delivery);
      long position = delivery.entry().position();
      Lease lease = current.get(kind);
      if (lease == null || position >= lease.firstPosition() + Lease.MAX_POSITIONS) {
        lease = begin(kind, position);
      }
      int index = (int) (position - lease.firstPosition());
      lease.open().set(index);
      LeasePosition place = new LeasePosition(subscriptionId, lease.token(), index);
      return delivery.leased(place.receipt(), until);
    }

    private Kind kind(QueueEntry delivery) {
      return new Kind(
          delivery.entry().priority(),
          delivery.entry().lane(),
          delivery.deliveryCount() + 1,
          delivery.inFlight().map(InFlight::granted).orElse(0));
    }

    private Lease begin(Kind kind, long position) {
      Lease lease =
          new Lease(
              random.nextLong(),
              0,
              kind.priority(),
              kind.lane(),
              position,
              new BitSet(),
              kind.deliveryCount(),
              kind.granted(),
              until);
      Lease before = current.put(kind, lease);
      if (before != null) {
        full.add(before);
      }
      return lease;
    }

    List<Lease> all() {
      List<Lease> all = new ArrayList<>(full);
      all.addAll(current.values());
      return all;
    }
  }
}
