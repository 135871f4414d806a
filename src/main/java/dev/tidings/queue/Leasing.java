package dev.tidings.queue;

import dev.tidings.log.MessageLog;
import dev.tidings.log.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands messages out under leases. */
@ApplicationScoped
public class Leasing {
  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject Removals removals;
  @Inject Redeliveries redeliveries;
  @Inject RedeliveryCounts redeliveryCounts;
  @Inject Leases leases;
  @Inject Settling settling;
  @Inject HeldMessages held;
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
   * Leases messages in the order of their delivery.
   *
   * @return what was leased; empty when the subscription is gone
   */
  public Optional<List<Delivery>> receive(
      Connection connection, QueueId queue, Instant now, Order order) throws SQLException {
    Optional<Positions> cursor = cursors.lock(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    settling.returnOverdue(connection, queue, now, order.maxDeliveries());
    QueueReader.Batch batch = read(connection, queue, cursor.get(), now, order);
    if (!batch.reached().equals(cursor.get())) {
      cursors.move(connection, queue.subscriptionId(), batch.reached());
      removals.deleteBefore(connection, queue.subscriptionId(), cursor.get(), batch.reached());
    }
    return Optional.of(lease(connection, queue, batch.deliveries(), now.plus(order.lease())));
  }

  private QueueReader.Batch read(
      Connection connection, QueueId queue, Positions cursor, Instant now, Order order)
      throws SQLException {
    long inFlight =
        leases.openCount(connection, queue.subscriptionId())
            + redeliveryCounts.countReturned(connection, queue.subscriptionId(), now);
    Budget budget =
        new Budget(order.max(), order.maxBytes()).withAhead((int) (order.window() - inFlight));
    QueueReader.View view =
        new QueueReader.View(
            queue,
            cursor,
            log.end(connection, queue.topicId()),
            held.lookAtRedeliveries(connection, queue.subscriptionId(), now),
            true,
            now);
    return reader.read(connection, view, Place.start(), budget);
  }

  private List<Delivery> lease(
      Connection connection, QueueId queue, List<Delivery> deliveries, Instant until)
      throws SQLException {
    redeliveries.delete(
        connection,
        queue.subscriptionId(),
        deliveries.stream().flatMap(delivery -> delivery.held().stream()).toList());
    Leased leased = new Leased(queue.subscriptionId(), until);
    List<Delivery> handedOut = deliveries.stream().map(leased::add).toList();
    leases.add(connection, queue.subscriptionId(), leased.all());
    return handedOut;
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
    Delivery add(Delivery delivery) {
      Kind kind = kind(delivery);
      long position = delivery.entry().position();
      Lease lease = current.get(kind);
      if (lease == null || position >= lease.firstPosition() + Lease.MAX_POSITIONS) {
        lease = begin(kind, position);
      }
      int index = (int) (position - lease.firstPosition());
      lease.open().set(index);
      LeasedPlace place = new LeasedPlace(subscriptionId, lease.token(), index);
      return delivery.leased(place.receipt(), until);
    }

    private Kind kind(Delivery delivery) {
      return new Kind(
          delivery.entry().priority(),
          delivery.entry().lane(),
          delivery.deliveryCount() + 1,
          delivery.held().map(Held::granted).orElse(0));
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
