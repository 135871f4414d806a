package dev.tidings.broker.receive;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.PubSub;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.access.MessageFactory;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.dispatch.DeliveryCounting;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.platform.tracing.Operation;
import dev.tidings.platform.tracing.OperationSpan;
import dev.tidings.platform.tracing.Tracing;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.Queues;
import dev.tidings.store.queue.read.ReceiveBudget;
import dev.tidings.store.topic.TopicLock;
import dev.tidings.store.topic.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The operations on the queue of a subscription key, except receiving. */
@ApplicationScoped
public class QueueService {
  @Inject Database database;
  @Inject Settings settings;
  @Inject SubscriptionLookup subscriptions;
  @Inject TopicLock topicLock;
  @Inject Queues queues;
  @Inject QueueDepths queueDepths;
  @Inject MessageFactory messageFactory;
  @Inject DeliveryCounting counting;
  @Inject Tracing tracing;
  @Inject @DatabaseTime Clock clock;

  public List<Message> drain(TopicName topicName, SubscriptionKey key, int max) {
    if (max < 1) {
      throw TidingsException.invalid("max", "must be at least 1");
    }
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    TopicSettings topic = queue.topic().settings();
    if (!topic.name().equals(topicName.value())) {
      throw SubscriptionLookup.gone();
    }
    subscriptions.requireActive(key);
    OperationSpan span =
        tracing.receive(
            Operation.GET_MESSAGES, topic.name(), () -> subscriptions.subscriber(queue));
    List<Message> drained = span.begin(() -> drain(queue, max));
    return span.received(CompletableFuture.completedFuture(drained), all -> all).join();
  }

  private List<Message> drain(SubscriptionLookup.Queue queue, int max) {
    TopicSettings topic = queue.topic().settings();
    // At most once: nothing may come back after a crash that was delivered before it.
    Durability durability = topic.hasGd() ? Durability.GUARANTEED : Durability.BUFFERED;
    int maxBytes = settings.number(Setting.GET_MESSAGES_MAX_BYTES);
    List<QueueEntry> deliveries =
        database
            .inTransaction(
                durability,
                connection ->
                    queues.drain(
                        connection,
                        queue.id(),
                        clock,
                        topic.maxDeliveries(),
                        new ReceiveBudget(max, maxBytes)))
            .orElseThrow(SubscriptionLookup::gone);
    counting.drained(queue.id(), deliveries);
    return messageFactory.of(
        NewestFirst.order(deliveries), topic.name(), queue.subscription().key());
  }

  public MessagePage browse(SubscriptionKey key, MessageState state, String after, int limit) {
    if (limit < 1 || limit > PubSub.MAX_PAGE) {
      throw TidingsException.invalid("limit", "must be from 1 to %d".formatted(PubSub.MAX_PAGE));
    }
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    int maxBytes = settings.number(Setting.GET_MESSAGES_MAX_BYTES);
    Queues.Page page =
        database
            .read(
                connection ->
                    queues.browse(
                        connection,
                        queue.id(),
                        state,
                        clock,
                        queue.topic().settings().maxDeliveries(),
                        after,
                        limit,
                        maxBytes))
            .orElseThrow(SubscriptionLookup::gone);
    List<Message> found =
        messageFactory.of(page.deliveries(), queue.topic().settings().name(), key);
    return page.next().isEmpty() ? MessagePage.last(found) : MessagePage.of(found, page.next());
  }

  public QueueStatus status(SubscriptionKey key) {
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    Instant now = clock.instant();
    return database.read(connection -> status(connection, queue, now));
  }

  private QueueStatus status(Connection connection, SubscriptionLookup.Queue access, Instant now)
      throws SQLException {
    QueueId queue = access.id();
    int maxDeliveries = access.topic().settings().maxDeliveries();
    long depth = queueDepths.depth(connection, queue, now).orElseThrow(SubscriptionLookup::gone);
    QueueDepths.States states = queueDepths.states(connection, queue, now, maxDeliveries);
    Duration oldestAge =
        depth == 0
            ? null
            : Duration.between(queues.oldest(connection, queue, now).orElse(now), now);
    return new QueueStatus(
        access.subscription().key(),
        depth,
        states.leased(),
        states.delayed(),
        states.dead(),
        oldestAge);
  }

  public boolean remove(SubscriptionKey key, MessageId id) {
    QueueId queue = subscriptions.require(key).id();
    return database.inTransaction(
        Durability.GUARANTEED, connection -> queues.remove(connection, queue, id, clock.instant()));
  }

  public long clear(SubscriptionKey key) {
    QueueId queue = subscriptions.require(key).id();
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          topicLock.lock(connection, queue.topicId());
          return queues.clear(connection, queue, clock.instant());
        });
  }
}
