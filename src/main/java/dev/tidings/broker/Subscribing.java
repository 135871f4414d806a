package dev.tidings.broker;

import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import dev.tidings.endpoint.KnownEndpoint;
import dev.tidings.log.MessageLog;
import dev.tidings.log.Positions;
import dev.tidings.queue.Backlogs;
import dev.tidings.queue.Cursors;
import dev.tidings.queue.Depths;
import dev.tidings.queue.QueueId;
import dev.tidings.subscription.KnownSubscription;
import dev.tidings.subscription.Subscription;
import dev.tidings.subscription.SubscriptionKeys;
import dev.tidings.subscription.Subscriptions;
import dev.tidings.topic.TopicLock;
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
@Stateless
public class Subscribing {
  @Inject Database database;
  @Inject TopicLock topicLock;
  @Inject Subscriptions subscriptions;
  @Inject SubscriptionKeys keys;
  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject Backlogs backlogs;
  @Inject Depths depths;
  @Inject CallersTransaction caller;
  @Inject WakeUps wakeUps;
  @Inject Clock clock;

  /**
   * Subscribes the endpoint unless it is subscribed already.
   *
   * @return what it found; empty, with nothing done, when the settings of the topic are not what
   *     they were any more
   */
  public Optional<SubscribeOutcome> subscribe(
      TopicDetails topic, KnownEndpoint endpoint, String patternMatched) {
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          Optional<Long> version = topicLock.lock(connection, topic.id());
          if (version.isEmpty() || version.get() != topic.version()) {
            return Optional.empty();
          }
          Optional<KnownSubscription> stored = subscriptions.stored(endpoint.id(), topic.id());
          KnownSubscription subscription =
              stored.isPresent()
                  ? stored.get()
                  : begin(connection, topic, endpoint, patternMatched);
          return Optional.of(outcome(connection, subscription, stored.isEmpty()));
        });
  }

  private KnownSubscription begin(
      Connection connection, TopicDetails topic, KnownEndpoint endpoint, String patternMatched)
      throws SQLException {
    SubscriptionKey key = keys.next(endpoint.type());
    Subscription subscription =
        subscriptions.add(
            new Subscription(key, topic.id(), endpoint.id(), patternMatched, clock.instant()));
    Optional<Positions> kept = backlogs.take(connection, topic.id());
    Positions start = kept.isPresent() ? kept.get() : log.end(connection, topic.id()).lanes();
    cursors.create(connection, subscription.id(), start);
    return subscription.known();
  }

  private SubscribeOutcome outcome(
      Connection connection, KnownSubscription subscription, boolean isNew) throws SQLException {
    QueueId queue = new QueueId(subscription.id(), subscription.topicId());
    long depth = depths.depth(connection, queue, clock.instant()).orElseThrow();
    return new SubscribeOutcome(subscription.key(), isNew, depth);
  }

  /** Ends the subscription and its queue, however much that holds, if it is still there. */
  public void unsubscribe(KnownSubscription known) {
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
  private void end(Connection connection, KnownSubscription known) throws SQLException {
    Optional<Subscription> subscription = subscriptions.stored(known.id());
    if (subscription.isEmpty()) {
      return;
    }
    cursors.lock(connection, known.id());
    subscriptions.remove(subscription.get());
    if (cursors.ofTopic(connection, known.topicId()).isEmpty()) {
      Positions end = log.end(connection, known.topicId()).lanes();
      backlogs.create(connection, known.topicId(), end);
    }
  }
}
