package dev.tidings.broker.trace;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeliveryObstacle;
import dev.tidings.api.QueueTrace;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TracedState;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.queue.inflight.Lease;
import dev.tidings.store.queue.inflight.Leases;
import dev.tidings.store.queue.inflight.Redeliveries;
import dev.tidings.store.queue.read.QueueAvailability;
import dev.tidings.store.queue.read.QueueAvailabilityReader;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.topic.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Derives the state of a message in a queue from the cursor and the tables beside it, in the order
 * that docs/message-lifecycle.md gives.
 */
@ApplicationScoped
public class QueueTracer {
  @Inject Settings settings;
  @Inject Cursors cursors;
  @Inject Leases leases;
  @Inject Redeliveries redeliveries;
  @Inject RemovedMessages removedMessages;
  @Inject DeadLetters deadLetters;
  @Inject QueueAvailabilityReader availabilities;
  @Inject Endpoints endpoints;
  @Inject AccessPolicy access;

  /** What a queue has of one entry of the log. */
  private record Found(TracedState state, int deliveryCount, Instant at, String reason) {
    static Found of(TracedState state) {
      return new Found(state, 0, null, "");
    }
  }

  /** What every queue of a topic has of a message, whose copies are entries of their own. */
  List<QueueTrace> trace(
      Connection connection,
      TopicDetails topic,
      List<LogEntry> entries,
      List<Subscription> subscriptions,
      Instant now)
      throws SQLException {
    List<QueueTrace> queues = new ArrayList<>();
    for (Subscription subscription : subscriptions) {
      Optional<LanePositions> cursor = cursors.read(connection, subscription.id());
      if (cursor.isPresent()) {
        queues.add(trace(connection, topic, entries, subscription, cursor.get(), now));
      }
    }
    return queues;
  }

  private QueueTrace trace(
      Connection connection,
      TopicDetails topic,
      List<LogEntry> entries,
      Subscription subscription,
      LanePositions cursor,
      Instant now)
      throws SQLException {
    List<Found> found = new ArrayList<>();
    int maxDeliveries = topic.settings().maxDeliveries();
    for (LogEntry entry : entries) {
      found.add(find(connection, entry, subscription, cursor, maxDeliveries, now));
    }
    Found best = found.stream().min(Comparator.comparing(Found::state)).orElseThrow();
    boolean waits = best.state() == TracedState.READY || best.state() == TracedState.DELAYED;
    Optional<EndpointSnapshot> endpoint = endpoints.find(subscription.endpointId());
    return new QueueTrace(
        subscription.id(),
        endpoint.map(EndpointSnapshot::name).orElse(""),
        best.state(),
        best.deliveryCount(),
        best.at(),
        best.reason(),
        waits ? obstacles(connection, topic, subscription, endpoint, now) : List.of());
  }

  private Found find(
      Connection connection,
      LogEntry entry,
      Subscription subscription,
      LanePositions cursor,
      int maxDeliveries,
      Instant now)
      throws SQLException {
    Optional<Found> beside = dead(connection, entry, subscription);
    if (beside.isEmpty()) {
      beside = waiting(connection, entry, subscription, now);
    }
    if (beside.isEmpty()) {
      beside = leased(connection, entry, subscription, maxDeliveries, now);
    }
    return beside.isPresent()
        ? beside.get()
        : Found.of(byCursor(connection, entry, subscription, cursor, now));
  }

  private Optional<Found> dead(Connection connection, LogEntry entry, Subscription subscription)
      throws SQLException {
    DeadLetterFilter filter = DeadLetterFilter.all().withIds(List.of(entry.id()));
    return deadLetters.read(connection, subscription.id(), filter, 0, 1).stream()
        .map(
            dead ->
                new Found(
                    TracedState.DEAD_LETTER, dead.deliveryCount(), dead.diedAt(), dead.reason()))
        .findFirst();
  }

  private Optional<Found> waiting(
      Connection connection, LogEntry entry, Subscription subscription, Instant now)
      throws SQLException {
    return redeliveries
        .find(connection, subscription.id(), entry)
        .map(
            waiting -> {
              boolean isDue = !waiting.dueAt().isAfter(now);
              TracedState state = isDue ? TracedState.READY : TracedState.DELAYED;
              return new Found(
                  waiting.expiresAt().isAfter(now) ? state : TracedState.EXPIRED,
                  waiting.deliveryCount(),
                  isDue ? null : waiting.dueAt(),
                  waiting.reason() == null ? "" : waiting.reason());
            });
  }

  private Optional<Found> leased(
      Connection connection,
      LogEntry entry,
      Subscription subscription,
      int maxDeliveries,
      Instant now)
      throws SQLException {
    return leases.all(connection, subscription.id()).stream()
        .filter(lease -> holds(lease, entry))
        .map(lease -> leased(lease, entry, maxDeliveries, now))
        .findFirst();
  }

  private static boolean holds(Lease lease, LogEntry entry) {
    long index = entry.position() - lease.firstPosition();
    return lease.lane() == entry.lane()
        && lease.priority() == entry.priority()
        && index >= 0
        && index < Lease.MAX_POSITIONS
        && lease.open().get((int) index);
  }

  private static Found leased(Lease lease, LogEntry entry, int maxDeliveries, Instant now) {
    boolean isLast = lease.isLast(maxDeliveries);
    if (lease.isLive(now) || isLast) {
      TracedState state = isLast ? TracedState.LAST_LEASE : TracedState.LEASED;
      return new Found(state, lease.deliveryCount(), lease.deadline(), "");
    }
    TracedState state = entry.expiresAt().isAfter(now) ? TracedState.READY : TracedState.EXPIRED;
    return new Found(state, lease.deliveryCount(), null, "");
  }

  private TracedState byCursor(
      Connection connection,
      LogEntry entry,
      Subscription subscription,
      LanePositions cursor,
      Instant now)
      throws SQLException {
    int lane = entry.lane();
    if (lane == Lane.ADDRESSED) {
      return TracedState.NOT_IN_QUEUE;
    }
    if (entry.position() < cursor.at(lane)) {
      return subscription.createdAt().isAfter(entry.publishedAt())
          ? TracedState.NOT_IN_QUEUE
          : TracedState.DONE;
    }
    if (!removedMessages
        .read(connection, subscription.id(), lane, entry.position(), entry.position())
        .isEmpty()) {
      return TracedState.REMOVED;
    }
    return entry.expiresAt().isAfter(now) ? TracedState.READY : TracedState.EXPIRED;
  }

  private List<DeliveryObstacle> obstacles(
      Connection connection,
      TopicDetails topic,
      Subscription subscription,
      Optional<EndpointSnapshot> endpoint,
      Instant now)
      throws SQLException {
    List<DeliveryObstacle> obstacles = new ArrayList<>();
    if (!subscription.isActive()) {
      obstacles.add(DeliveryObstacle.SUBSCRIPTION_INACTIVE);
    }
    TopicName name = TopicName.of(topic.settings().name());
    if (endpoint.flatMap(known -> access.receivePattern(known, name)).isEmpty()) {
      obstacles.add(DeliveryObstacle.ENDPOINT_MAY_NOT_RECEIVE);
    }
    QueueId queue = new QueueId(subscription.id(), subscription.topicId());
    int window = settings.number(Setting.QUEUE_WINDOW);
    QueueAvailability availability =
        availabilities.read(connection, List.of(queue), window, now).get(queue);
    if (availability != null && availability.isHeldBack()) {
      obstacles.add(DeliveryObstacle.WINDOW_FULL);
    }
    return obstacles;
  }
}
