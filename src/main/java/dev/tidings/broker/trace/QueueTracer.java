package dev.tidings.broker.trace;

import dev.tidings.api.DeliveryObstacle;
import dev.tidings.api.QueueTrace;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TracedState;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.inflight.DeadLetters;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what each queue of a topic has of a message, in as many statements for one as for all. */
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

  /** What every queue of a topic has of a message, whose copies are entries of their own. */
  List<QueueTrace> trace(
      Connection connection,
      TopicDetails topic,
      List<LogEntry> entries,
      List<Subscription> subscriptions,
      Instant now)
      throws SQLException {
    Map<Subscription, EntryInQueues.Found> found =
        find(connection, topic, entries, subscriptions, now);
    Map<QueueId, QueueAvailability> outlooks =
        availabilities.read(
            connection,
            found.keySet().stream()
                .filter(subscription -> waits(found.get(subscription)))
                .map(QueueTracer::queue)
                .toList(),
            settings.number(Setting.QUEUE_WINDOW),
            now);
    return found.entrySet().stream()
        .map(one -> trace(topic, one.getKey(), one.getValue(), outlooks))
        .toList();
  }

  /** In the order of the subscriptions; one that is gone meanwhile is missing. */
  private Map<Subscription, EntryInQueues.Found> find(
      Connection connection,
      TopicDetails topic,
      List<LogEntry> entries,
      List<Subscription> subscriptions,
      Instant now)
      throws SQLException {
    Map<Long, LanePositions> positions = cursors.ofTopic(connection, topic.id());
    List<EntryInQueues> copies = new ArrayList<>();
    for (LogEntry entry : entries) {
      copies.add(inQueues(connection, topic.id(), entry));
    }
    int maxDeliveries = topic.settings().maxDeliveries();
    Map<Subscription, EntryInQueues.Found> found = new LinkedHashMap<>();
    for (Subscription subscription : subscriptions) {
      LanePositions cursor = positions.get(subscription.id());
      if (cursor != null) {
        copies.stream()
            .map(copy -> copy.in(subscription, cursor, maxDeliveries, now))
            .min(Comparator.comparing(EntryInQueues.Found::state))
            .ifPresent(best -> found.put(subscription, best));
      }
    }
    return found;
  }

  private EntryInQueues inQueues(Connection connection, long topicId, LogEntry entry)
      throws SQLException {
    return new EntryInQueues(
        entry,
        deadLetters.deaths(connection, entry.id()),
        redeliveries.find(connection, topicId, entry),
        leases.holding(connection, topicId, entry),
        removedMessages.queuesWithout(connection, topicId, entry));
  }

  private static boolean waits(EntryInQueues.Found found) {
    return found.state() == TracedState.READY || found.state() == TracedState.DELAYED;
  }

  private static QueueId queue(Subscription subscription) {
    return new QueueId(subscription.id(), subscription.topicId());
  }

  private QueueTrace trace(
      TopicDetails topic,
      Subscription subscription,
      EntryInQueues.Found found,
      Map<QueueId, QueueAvailability> outlooks) {
    Optional<EndpointSnapshot> endpoint = endpoints.find(subscription.endpointId());
    return new QueueTrace(
        subscription.id(),
        endpoint.map(EndpointSnapshot::name).orElse(""),
        found.state(),
        found.deliveryCount(),
        found.at(),
        found.reason(),
        waits(found)
            ? obstacles(topic, subscription, endpoint, outlooks.get(queue(subscription)))
            : List.of());
  }

  /**
   * Why a message that waits is not delivered.
   *
   * @param outlook null if the subscription is gone meanwhile
   */
  private List<DeliveryObstacle> obstacles(
      TopicDetails topic,
      Subscription subscription,
      Optional<EndpointSnapshot> endpoint,
      QueueAvailability outlook) {
    List<DeliveryObstacle> obstacles = new ArrayList<>();
    if (!subscription.isActive()) {
      obstacles.add(DeliveryObstacle.SUBSCRIPTION_INACTIVE);
    }
    TopicName name = TopicName.of(topic.settings().name());
    if (endpoint.flatMap(known -> access.receivePattern(known, name)).isEmpty()) {
      obstacles.add(DeliveryObstacle.ENDPOINT_MAY_NOT_RECEIVE);
    }
    if (outlook != null && outlook.isHeldBack()) {
      obstacles.add(DeliveryObstacle.WINDOW_FULL);
    }
    return obstacles;
  }
}
