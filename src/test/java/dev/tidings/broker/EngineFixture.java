package dev.tidings.broker;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.access.MessageFactory;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.store.log.ExpiredMessages;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.Queues;
import dev.tidings.store.queue.read.ReceiveBudget;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The engine without a container: what publishes and what hands out, on plain connections whose
 * transactions a test begins and ends as it likes.
 */
public final class EngineFixture {
  private static final AtomicLong IDS = new AtomicLong(1_000_000);
  private static final long ALL = Long.MAX_VALUE;

  /** Of every topic that does not say otherwise. */
  public static final int MAX_DELIVERIES = 16;

  public final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
  public final TestDatabase database;
  private final TopicLock topicLock;
  private final Wiring wiring;
  public final MessageLog log;
  public final ExpiredMessages expiredMessages;
  public final Queues queues;
  public final QueueDepths queueDepths;
  private final Cursors cursors;
  private final UnclaimedMessages unclaimedMessages;
  private final PublicationWriter publicationWriter;

  public EngineFixture(TestDatabase database, TopicLock topicLock) {
    this(database, topicLock, new OwnConnection(database));
  }

  /**
   * An engine with some parts of a test's own.
   *
   * @param parts among them what beans that begin transactions themselves use for it
   */
  public EngineFixture(TestDatabase database, TopicLock topicLock, Object... parts) {
    wiring =
        new Wiring(
            Stream.concat(
                    Stream.of(parts),
                    Stream.of(
                        clock,
                        topicLock,
                        new QueuesOfTests(),
                        new NoPendingReceives(),
                        new NobodyMovesScheduledMessages(),
                        new MessageFactory()))
                .toArray());
    this.database = database;
    this.topicLock = topicLock;
    log = wiring.get(MessageLog.class);
    expiredMessages = wiring.get(ExpiredMessages.class);
    queues = wiring.get(Queues.class);
    queueDepths = wiring.get(QueueDepths.class);
    cursors = wiring.get(Cursors.class);
    unclaimedMessages = wiring.get(UnclaimedMessages.class);
    publicationWriter = wiring.get(PublicationWriter.class);
  }

  /** A part of the engine that this one has no method for. */
  public <T> T bean(Class<T> type) {
    return wiring.get(type);
  }

  /** A new topic with a random name and no subscriptions. */
  public TopicDetails topic(TopicSettings.Builder settings) throws SQLException {
    try (Connection connection = database.connect()) {
      TopicDetails topic = topic(connection, settings);
      connection.commit();
      return topic;
    }
  }

  /** As {@link #topic(TopicSettings.Builder)}, in the transaction given. */
  public TopicDetails topic(Connection connection, TopicSettings.Builder settings)
      throws SQLException {
    TopicSettings built = settings.name("/engine/" + UUID.randomUUID()).build();
    TopicDetails topic = new TopicDetails(IDS.incrementAndGet(), 0, clock.instant(), built);
    execute(
        connection,
        """
        INSERT INTO tidings.topic VALUES
          (?, 0, CURRENT_TIMESTAMP, ?, TRUE, TRUE, TRUE, ?, ?, ?, 1048576, 0, 0, ?, ?)""",
        topic.id(),
        built.name(),
        built.onNoSubs().name(),
        built.maxDepth(),
        built.overflow().name(),
        built.maxDeliveries(),
        built.defaultLease().toMillis());
    unclaimedMessages.create(connection, topic.id(), LanePositions.start());
    return topic;
  }

  /** Subscribes a new endpoint in the transaction given, as the broker does. */
  public Subscriber subscribe(Connection connection, TopicDetails topic) throws SQLException {
    topicLock.lock(connection, topic.id());
    long id = IDS.incrementAndGet();
    SubscriptionKey key = SubscriptionKey.of("zpsk.rest.%024x".formatted(id));
    execute(
        connection,
        """
        INSERT INTO tidings.endpoint VALUES
          (?, 0, CURRENT_TIMESTAMP, ?, 'REST', 'PUB_SUB', NULL, NULL, TRUE)""",
        id,
        "engine " + id);
    execute(
        connection,
        "INSERT INTO tidings.subscription VALUES (?, 0, CURRENT_TIMESTAMP, ?, ?, ?, 'sub=/**', TRUE)",
        id,
        key.value(),
        topic.id(),
        id);
    LanePositions start =
        unclaimedMessages
            .take(connection, topic.id())
            .orElse(log.end(connection, topic.id()).lanes());
    cursors.create(connection, id, start);
    return new Subscriber(new QueueId(id, topic.id()), key);
  }

  /** Gives the endpoint of a subscriber its patterns, in the transaction given. */
  public void allow(Connection connection, Subscriber subscriber, String... lines)
      throws SQLException {
    for (int i = 0; i < lines.length; i++) {
      execute(
          connection,
          "INSERT INTO tidings.endpoint_pattern (endpoint_id, line_number, line) VALUES (?, ?, ?)",
          subscriber.queue().subscriptionId(),
          i + 1,
          lines[i]);
    }
  }

  /** Ends a subscription that is still there in the transaction given, as the broker does. */
  public void unsubscribe(Connection connection, Subscriber subscriber) throws SQLException {
    topicLock.lock(connection, subscriber.queue().topicId());
    if (cursors.lock(connection, subscriber.queue().subscriptionId()).isEmpty()) {
      return;
    }
    execute(
        connection,
        "DELETE FROM tidings.subscription WHERE id = ?",
        subscriber.queue().subscriptionId());
    if (cursors.ofTopic(connection, subscriber.queue().topicId()).isEmpty()) {
      LanePositions end = log.end(connection, subscriber.queue().topicId()).lanes();
      unclaimedMessages.create(connection, subscriber.queue().topicId(), end);
    }
  }

  /** Deletes a topic in the transaction given, as the broker does. */
  public void delete(Connection connection, TopicDetails topic) throws SQLException {
    topicLock.lock(connection, topic.id());
    cursors.lockAll(connection, topic.id());
    execute(connection, "DELETE FROM tidings.subscription WHERE topic_id = ?", topic.id());
    expiredMessages.deleteTopic(connection, topic.id());
    log.deleteTopic(connection, topic.id());
    execute(connection, "DELETE FROM tidings.topic WHERE id = ?", topic.id());
  }

  /** A subscription by its queue and key. */
  public record Subscriber(QueueId queue, SubscriptionKey key) {}

  public List<MessageId> publish(
      Connection connection, TopicDetails topic, Publication... publications) throws SQLException {
    return publish(connection, topic, 1, List.of(publications), "", true);
  }

  public List<MessageId> publish(
      Connection connection,
      TopicDetails topic,
      long publisherId,
      List<Publication> publications,
      String idempotencyKey,
      boolean isAlone)
      throws SQLException {
    MessageIdGenerator made = wiring.get(MessageIdGenerator.class);
    List<MessageId> ids =
        publications.stream().map(one -> one.msgId().orElseGet(made::next)).toList();
    PublicationWriter.Call call =
        new PublicationWriter.Call(
            topic, publisherId, "pub=/**", publications, ids, idempotencyKey, isAlone);
    return publicationWriter.publish(connection, call).outcomes().get(0).orThrow().orElseThrow();
  }

  /** Takes everything that waits, in the order of delivery, as text. */
  public List<String> drain(Connection connection, Subscriber subscriber) throws SQLException {
    return drain(connection, subscriber, Integer.MAX_VALUE);
  }

  public List<String> drain(Connection connection, Subscriber subscriber, int max)
      throws SQLException {
    return queues
        .drain(connection, subscriber.queue(), clock, MAX_DELIVERIES, new ReceiveBudget(max, ALL))
        .orElse(List.of())
        .stream()
        .map(QueueEntry::entry)
        .map(EngineFixture::text)
        .toList();
  }

  public long clear(Connection connection, Subscriber subscriber) throws SQLException {
    topicLock.lock(connection, subscriber.queue().topicId());
    return queues.clear(connection, subscriber.queue(), clock.instant());
  }

  public long depth(Connection connection, Subscriber subscriber) throws SQLException {
    return queueDepths.depth(connection, subscriber.queue(), clock.instant()).orElse(0L);
  }

  private static String text(LogEntry entry) {
    return entry.publication().data().asString();
  }

  private static void execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
