package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.Receivers;
import dev.tidings.fixture.QueryPlans;
import dev.tidings.fixture.Statements;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import dev.tidings.store.queue.read.QueueAvailabilityReader;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * As {@link QueryPlanTest}, for what queues hold beside their cursors, and for what is held back.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class InFlightQueryPlanTest {
  private static final int BATCH = 200;
  private static final int QUEUES = 3;
  private static final Set<String> LARGE =
      Set.of("segment", "message_id", "lease", "redelivery", "dead_letter", "scheduled");

  private static EngineFixture engine;
  private static Receivers receivers;
  private static final List<TopicDetails> TOPICS = new ArrayList<>();
  private static TopicDetails topic;
  private static Subscriber subscriber;

  @Parameter TestDatabase database;

  private Connection connection;
  private Connection recorded;
  private Statements statements;
  private Instant now;

  @BeforeParameterizedClassInvocation
  static void fill(TestDatabase database) throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    receivers = new Receivers(engine);
    try (Connection connection = database.connect()) {
      for (int i = 0; i < QUEUES; i++) {
        topic = engine.topic(connection, TopicSettings.builder("").maxDepth(1_000_000));
        TOPICS.add(topic);
        subscriber = engine.subscribe(connection, topic);
        fill(connection);
      }
      connection.commit();
      try (Statement analyze = connection.createStatement()) {
        analyze.execute("ANALYZE");
      }
      connection.commit();
    }
  }

  /** Other tests release all that is due, and end all leases that are over. */
  @AfterParameterizedClassInvocation
  static void leave(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      for (TopicDetails one : TOPICS) {
        engine.delete(connection, one);
      }
      connection.commit();
    }
    TOPICS.clear();
  }

  private static void fill(Connection connection) throws SQLException {
    rejected(connection, 1);
    rejected(connection, EngineFixture.MAX_DELIVERIES);
    engine.publish(connection, topic, publications(Duration.ZERO));
    engine.publish(connection, topic, publications(Duration.ofHours(1)));
    leases(connection);
  }

  /** Dead letters, or messages that come back. */
  private static void rejected(Connection connection, int maxDeliveries) throws SQLException {
    engine.publish(connection, topic, publications(Duration.ZERO));
    List<Receipt> receipts = Receivers.receipts(receivers.receive(connection, subscriber, BATCH));
    receivers.reject(connection, subscriber, receipts, Rejection.plain(), maxDeliveries);
  }

  private static Publication[] publications(Duration delay) {
    return IntStream.range(0, BATCH)
        .mapToObj(i -> Publication.builder().data("data").deliverAfter(delay).build())
        .toArray(Publication[]::new);
  }

  /** As many receivers would leave them that take one message each. */
  private static void leases(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO tidings.lease
              (subscription_id, token, part, priority, lane, first_position, open_bits, open_count,
               delivery_count, granted, deadline)
            VALUES (?, ?, 0, 5, 5, ?, ?, 1, 1, 0, ?)""")) {
      for (int i = 1; i <= BATCH; i++) {
        insert.setLong(1, subscriber.queue().subscriptionId());
        insert.setLong(2, i);
        insert.setLong(3, i);
        insert.setBytes(4, new byte[] {1});
        insert.setObject(5, engine.clock.instant().plusSeconds(60 + i).atOffset(ZoneOffset.UTC));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @BeforeEach
  void record() throws SQLException {
    connection = database.connect();
    statements = new Statements(connection);
    recorded = statements.recorded();
    now = engine.clock.instant();
  }

  @AfterEach
  void forget() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void receiving() throws SQLException {
    assertThat(receivers.receive(recorded, subscriber, 10)).isNotEmpty();

    assertThatIndexesServe(4);
  }

  @Test
  void settling() throws SQLException {
    List<Receipt> receipts = Receivers.receipts(receivers.receive(connection, subscriber, 6));
    receivers.acknowledge(recorded, subscriber, receipts.subList(0, 2));
    receivers.extend(recorded, subscriber, receipts.subList(2, 4), Duration.ofMinutes(1));
    List<ReceiptOutcome> outcomes =
        receivers.reject(recorded, subscriber, receipts.subList(4, 6), Rejection.plain(), 16);

    assertThat(outcomes).containsOnly(ReceiptOutcome.DONE);
    assertThatIndexesServe(3);
  }

  @Test
  void sending_back_what_was_leased_too_long() throws SQLException {
    Instant later = now.plusSeconds(65);

    engine
        .bean(LeaseSettlement.class)
        .lockAndReturnOverdue(recorded, subscriber.queue(), later, 16);

    assertThatIndexesServe(3);
  }

  @Test
  void looking_at_what_those_who_wait_can_expect() throws SQLException {
    engine
        .bean(QueueAvailabilityReader.class)
        .read(recorded, List.of(subscriber.queue()), 5_000, now);

    assertThatIndexesServe(2);
  }

  @Test
  void counting_how_queues_stand() throws SQLException {
    engine.depth(recorded, subscriber);
    new EngineFixture(database, new TopicLock())
        .publish(recorded, topic, Publication.of("the first that this server publishes"));

    assertThatIndexesServe(3);
  }

  @Test
  void browsing_what_is_delayed() throws SQLException {
    engine.queues.browse(
        recorded, subscriber.queue(), MessageState.DELAYED, engine.clock, 16, "", 10, 1L << 40);

    assertThatIndexesServe(3);
  }

  @Test
  void reading_and_deleting_dead_letters() throws SQLException {
    DeadLetters letters = engine.bean(DeadLetters.class);
    long id = subscriber.queue().subscriptionId();
    List<DeadLetters.Dead> some =
        letters.read(recorded, id, DeadLetterFilter.all().withReason("receiver"), 0, 10);
    letters.read(recorded, id, DeadLetterFilter.all().diedBefore(now.plusSeconds(1)), 0, 10);
    letters.delete(recorded, some);

    assertThat(some).hasSize(10);
    assertThatIndexesServe(3);
  }

  @Test
  void releasing_what_was_held_back() throws SQLException {
    ScheduledEntries scheduled = engine.bean(ScheduledEntries.class);
    Instant due = now.plus(Duration.ofHours(2));
    scheduled.nextDue(recorded);
    scheduled.topicsWithDue(recorded, due);
    List<ScheduledEntries.Entry> some = scheduled.due(recorded, topic.id(), false, due, 0, 64);
    scheduled.due(recorded, topic.id(), true, due, 0, 64);
    scheduled.exists(recorded, some.get(0).entry().id());
    scheduled.taken(recorded, some);
    scheduled.delete(recorded, some);

    assertThat(some).hasSize(64);
    assertThatIndexesServe(7);
  }

  /**
   * PostgreSQL is told to avoid whole tables and sorting, which it rightly prefers for so few rows:
   * what it does nevertheless it would have to do with millions.
   */
  private void assertThatIndexesServe(int atLeast) throws SQLException {
    if (database == TestDatabase.POSTGRESQL) {
      try (Statement settings = connection.createStatement()) {
        settings.execute("SET LOCAL enable_seqscan TO off");
        settings.execute("SET LOCAL enable_bitmapscan TO off");
        settings.execute("SET LOCAL enable_sort TO off");
        settings.execute("SET LOCAL enable_incremental_sort TO off");
      }
    }
    new QueryPlans(database, LARGE, LARGE).assertThatIndexesServe(statements, atLeast);
  }
}
