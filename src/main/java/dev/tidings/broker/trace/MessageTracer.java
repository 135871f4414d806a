package dev.tidings.broker.trace;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageTrace;
import dev.tidings.api.QueueTrace;
import dev.tidings.api.TopicDetails;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.log.ScheduledEntries;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a message and what each queue has of it, in one transaction, so on one connection. Each
 * statement reads by itself: a message that is delivered meanwhile may be shown as it was before.
 */
@Stateless(name = "TidingsMessageTracer")
public class MessageTracer {
  @Inject Database database;
  @Inject MessageLog log;
  @Inject ScheduledEntries scheduled;
  @Inject DeadLetters deadLetters;
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject Subscriptions subscriptions;
  @Inject QueueTracer queueTracer;
  @Inject @DatabaseTime Clock clock;

  public MessageTrace trace(MessageId id) {
    return database.read(connection -> trace(connection, id));
  }

  private MessageTrace trace(Connection connection, MessageId id) throws SQLException {
    Optional<ScheduledEntries.Found> later = scheduled.find(connection, id);
    if (later.isPresent()) {
      LogEntry entry = later.get().entry().entry();
      Instant due = later.get().entry().dueAt();
      return details(
          MessageTrace.Place.SCHEDULED,
          entry,
          entry.publishedAt(due).expiresAt(),
          topicName(later.get().topicId()),
          due,
          List.of());
    }
    for (Map.Entry<Long, List<LogEntry>> ofTopic : log.find(connection, id).entrySet()) {
      Optional<TopicDetails> topic = topics.find(ofTopic.getKey());
      if (topic.isPresent()) {
        return inLog(connection, topic.get(), ofTopic.getValue());
      }
    }
    return leftOver(connection, id);
  }

  private MessageTrace inLog(Connection connection, TopicDetails topic, List<LogEntry> entries)
      throws SQLException {
    List<Subscription> all = subscriptions.ofTopic(topic.id());
    List<QueueTrace> queues = queueTracer.trace(connection, topic, entries, all, clock.instant());
    return details(
        all.isEmpty() ? MessageTrace.Place.UNCLAIMED : MessageTrace.Place.LOG,
        entries.get(0),
        entries.get(0).expiresAt(),
        topic.settings().name(),
        null,
        queues);
  }

  /** What is left of a message that is in no log any more. */
  private MessageTrace leftOver(Connection connection, MessageId id) throws SQLException {
    for (long subscriptionId : deadLetters.deaths(connection, id).keySet()) {
      Optional<Subscription> subscription = subscriptions.stored(subscriptionId);
      Optional<DeadLetters.Dead> dead =
          deadLetters
              .read(connection, subscriptionId, DeadLetterFilter.all().withIds(List.of(id)), 0, 1)
              .stream()
              .findFirst();
      if (subscription.isPresent() && dead.isPresent()) {
        return leftOver(connection, subscription.get().topicId(), dead.get().entry());
      }
    }
    return MessageTrace.gone(id);
  }

  private MessageTrace leftOver(Connection connection, long topicId, LogEntry entry)
      throws SQLException {
    TopicDetails topic = topics.require(topicId).details();
    List<QueueTrace> queues =
        queueTracer.trace(
            connection, topic, List.of(entry), subscriptions.ofTopic(topicId), clock.instant());
    return details(
        MessageTrace.Place.DEAD_LETTERS,
        entry,
        entry.expiresAt(),
        topic.settings().name(),
        null,
        queues);
  }

  private String topicName(long id) {
    return topics.find(id).map(topic -> topic.settings().name()).orElse("");
  }

  private MessageTrace details(
      MessageTrace.Place place,
      LogEntry entry,
      Instant expiresAt,
      String topicName,
      Instant dueAt,
      List<QueueTrace> queues) {
    return new MessageTrace(
        entry.id(),
        place,
        topicName,
        endpoints.find(entry.publisherId()).map(EndpointSnapshot::name).orElse(""),
        entry.patternMatched(),
        entry.publishedAt(),
        expiresAt,
        entry.priority(),
        entry.size(),
        entry.publication().mimeType(),
        entry.hasGd(),
        dueAt,
        queues);
  }
}
