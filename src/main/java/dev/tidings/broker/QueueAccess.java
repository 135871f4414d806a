package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.PubSub;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import dev.tidings.config.Setting;
import dev.tidings.config.Settings;
import dev.tidings.queue.Budget;
import dev.tidings.queue.Delivery;
import dev.tidings.queue.Depths;
import dev.tidings.queue.QueueId;
import dev.tidings.queue.Queues;
import dev.tidings.subscription.KnownSubscription;
import dev.tidings.subscription.Subscriptions;
import dev.tidings.topic.TopicLock;
import dev.tidings.topic.TopicName;
import dev.tidings.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What can be done with the queue behind a key. */
@ApplicationScoped
class QueueAccess {
  @Inject Database database;
  @Inject Settings settings;
  @Inject Subscriptions subscriptions;
  @Inject Topics topics;
  @Inject TopicLock topicLock;
  @Inject Queues queues;
  @Inject Depths depths;
  @Inject Messages messages;
  @Inject Clock clock;

  List<Message> drain(TopicName topicName, SubscriptionKey key, int max) {
    if (max < 1) {
      throw TidingsException.invalid("max", "must be at least 1");
    }
    KnownSubscription known = require(key);
    TopicDetails topic =
        topics
            .find(topicName)
            .filter(found -> found.id() == known.topicId())
            .orElseThrow(QueueAccess::gone);
    requireActive(known);
    // At most once: nothing may come back after a crash that was handed out before it.
    Durability durability = topic.settings().hasGd() ? Durability.GUARANTEED : Durability.BUFFERED;
    int maxBytes = settings.number(Setting.GET_MESSAGES_MAX_BYTES);
    List<Delivery> deliveries =
        database
            .inTransaction(
                durability,
                connection ->
                    queues.drain(
                        connection, queue(known), clock.instant(), new Budget(max, maxBytes)))
            .orElseThrow(QueueAccess::gone);
    return messages.of(NewestFirst.order(deliveries), topic.settings().name(), key);
  }

  MessagePage browse(SubscriptionKey key, String after, int limit) {
    if (limit < 1 || limit > PubSub.MAX_PAGE) {
      throw TidingsException.invalid("limit", "must be from 1 to %d".formatted(PubSub.MAX_PAGE));
    }
    KnownSubscription known = require(key);
    int maxBytes = settings.number(Setting.GET_MESSAGES_MAX_BYTES);
    Queues.Page page =
        database
            .read(
                connection ->
                    queues.browse(
                        connection, queue(known), clock.instant(), after, limit, maxBytes))
            .orElseThrow(QueueAccess::gone);
    String topicName =
        topics.find(known.topicId()).orElseThrow(QueueAccess::gone).settings().name();
    List<Message> found = messages.of(page.deliveries(), topicName, key);
    return page.next().isEmpty() ? MessagePage.last(found) : MessagePage.of(found, page.next());
  }

  QueueStatus status(SubscriptionKey key) {
    KnownSubscription known = require(key);
    Instant now = clock.instant();
    return database.read(
        connection -> {
          long depth = depths.depth(connection, queue(known), now).orElseThrow(QueueAccess::gone);
          if (depth == 0) {
            return QueueStatus.empty(key);
          }
          Instant oldest = queues.oldest(connection, queue(known), now).orElse(now);
          return QueueStatus.of(key, depth, Duration.between(oldest, now));
        });
  }

  boolean remove(SubscriptionKey key, MessageId id) {
    KnownSubscription known = require(key);
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> queues.remove(connection, queue(known), id, clock.instant()));
  }

  long clear(SubscriptionKey key) {
    KnownSubscription known = require(key);
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          topicLock.lock(connection, known.topicId());
          return queues.clear(connection, queue(known), clock.instant());
        });
  }

  private KnownSubscription require(SubscriptionKey key) {
    return subscriptions.find(key).orElseThrow(QueueAccess::gone);
  }

  private static QueueId queue(KnownSubscription known) {
    return new QueueId(known.id(), known.topicId());
  }

  private static void requireActive(KnownSubscription known) {
    if (!known.isActive()) {
      throw new TidingsException(
          ErrorType.SUBSCRIPTION_INACTIVE,
          "The subscription is inactive and hands out nothing until an administrator activates it.");
    }
  }

  private static TidingsException gone() {
    return new TidingsException(
        ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE,
        "There is no such subscription to this topic. Subscribe, and use the key that this gives.");
  }
}
