package dev.tidings.broker.administration;

import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.SubscriptionKeyGenerator;
import dev.tidings.store.subscription.SubscriptionSnapshot;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.TopicLock;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * Creates and ends subscriptions, each in one transaction under the topic's row lock. Every message
 * is committed either before or after, so a subscription begins and ends at an exact position.
 */
@Stateless(name = "TidingsSubscribeService")
public class SubscribeService {
  @Inject Database database;
  @Inject TopicLock topicLock;
  @Inject Subscriptions subscriptions;
  @Inject SubscriptionKeyGenerator keys;
  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject UnclaimedMessages unclaimedMessages;
  @Inject QueueDepths queueDepths;
  @Inject CallerTransaction caller;
  @Inject WakeUps wakeUps;
  @Inject @DatabaseTime Clock clock;

  /**
   * Subscribes the endpoint unless it is subscribed already.
   *
   * @return what it found; empty, with nothing done, when the settings of the topic are not what
   *     they were any more
   */
  public Optional<SubscribeOutcome> subscribe(
      TopicDetails topic, EndpointSnapshot endpoint, String patternMatched) {
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          Optional<Long> version = topicLock.lock(connection, topic.id());
          if (version.isEmpty() || version.get() != topic.version()) {
            return Optional.empty();
          }
          Optional<SubscriptionSnapshot> stored = subscriptions.stored(endpoint.id(), topic.id());
          SubscriptionSnapshot subscription =
              stored.isPresent()
                  ? stored.get()
                  : begin(connection, topic, endpoint, patternMatched);
          return Optional.of(outcome(connection, subscription, stored.isEmpty()));
        });
  }

  private SubscriptionSnapshot begin(
      Connection connection, TopicDetails topic, EndpointSnapshot endpoint, String patternMatched)
      throws SQLException {
    SubscriptionKey key = keys.next(endpoint.type());
    Subscription subscription =
        subscriptions.add(
            new Subscription(key, topic.id(), endpoint.id(), patternMatched, clock.instant()));
    Optional<LanePositions> kept = unclaimedMessages.take(connection, topic.id());
    LanePositions start = kept.isPresent() ? kept.get() : log.end(connection, topic.id()).lanes();
    cursors.create(connection, subscription.id(), start);
    return subscription.known();
  }

  private SubscribeOutcome outcome(
      Connection connection, SubscriptionSnapshot subscription, boolean isNew) throws SQLException {
    QueueId queue = new QueueId(subscription.id(), subscription.topicId());
    long depth = queueDepths.depth(connection, queue, clock.instant()).orElseThrow();
    return new SubscribeOutcome(subscription.key(), isNew, depth);
  }

  /** Ends the subscription and its queue, however much that holds, if it is still there. */
  public void unsubscribe(SubscriptionSnapshot known) {
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          database.allowLongWork(connection);
          topicLock.lock(connection, known.topicId());
          end(connection, known);
          return known;
        });
    caller.afterCommit(() -> wakeUps.changed(new QueueId(known.id(), known.topicId())));
  }

  /** Waits for who is at work on the queue: nobody may write rows of it any more. */
  private void end(Connection connection, SubscriptionSnapshot known) throws SQLException {
    Optional<Subscription> subscription = subscriptions.stored(known.id());
    if (subscription.isEmpty()) {
      return;
    }
    cursors.lock(connection, known.id());
    subscriptions.remove(subscription.get());
    if (cursors.ofTopic(connection, known.topicId()).isEmpty()) {
      LanePositions end = log.end(connection, known.topicId()).lanes();
      unclaimedMessages.create(connection, known.topicId(), end);
    }
  }
}
