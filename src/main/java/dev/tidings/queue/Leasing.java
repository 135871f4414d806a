package dev.tidings.queue;

import dev.tidings.config.Update;
import dev.tidings.log.Positions;
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
public class Leasing {
  @Inject Openings openings;
  @Inject Redeliveries redeliveries;
  @Inject Leases leases;
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
  public record HandedOut(List<Delivery> deliveries, boolean isAll) {}

  /**
   * Leases messages in the order of their delivery.
   *
   * @return what was leased; empty when the subscription is gone
   */
  public Optional<HandedOut> receive(
      Connection connection, QueueId queue, InstantSource clock, Order order) throws SQLException {
    Optional<Openings.Opening> opening =
        openings.open(connection, queue, clock, order.maxDeliveries());
    if (opening.isEmpty()) {
      return Optional.empty();
    }
    QueueReader.View view = opening.get().view();
    Budget budget =
        new Budget(order.max(), order.maxBytes())
            .withAhead((int) (order.window() - opening.get().inFlight()));
    QueueReader.Batch batch = reader.read(connection, view, Place.start(), budget);
    redeliveries.delete(connection, queue.subscriptionId(), batch.held());
    Leased leased = new Leased(queue.subscriptionId(), view.now().plus(order.lease()));
    List<Delivery> handedOut = batch.deliveries().stream().map(leased::add).toList();
    store(connection, view, batch.reached(), leased.all());
    boolean isAll = !budget.isSpent() && budget.hasRoomAhead();
    return Optional.of(new HandedOut(handedOut, isAll));
  }

  private void store(
      Connection connection, QueueReader.View view, Positions reached, List<Lease> leased)
      throws SQLException {
    boolean isMove = !reached.equals(view.cursor()) && !view.mayHaveRemovals();
    if (isMove && leased.size() == 1) {
      long subscriptionId = view.queue().subscriptionId();
      Update.run(
          connection,
          Cursors.moving(subscriptionId, reached),
          Leases.adding(subscriptionId, leased.get(0)));
    } else {
      openings.advance(connection, view, reached);
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
