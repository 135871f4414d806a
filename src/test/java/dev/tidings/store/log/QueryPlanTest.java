package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.QueryPlans;
import dev.tidings.fixture.Statements;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.idempotency.IdempotencyKeys;
import dev.tidings.store.queue.LowWatermarks;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What runs for every message looks at an index and never at a whole table, in the order of the
 * index where it wants an order. With the statements that the engine itself prepares.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class QueryPlanTest {
  private static final int BATCHES = 24;
  private static final int BATCH = 1_000;

  /** So that there are enough segments. */
  private static final int SEGMENT = 10;

  private static final long PLENTY = 1L << 40;

  private static final Set<String> LARGE =
      Set.of(
          "segment",
          "message_id",
          "expiring",
          "expired_block",
          "redelivery",
          "removal",
          "idempotency");

  private static final Set<String> FILLED =
      Set.of("segment", "message_id", "expiring", "idempotency");

  private static EngineFixture engine;
  private static TopicDetails topic;
  private static Subscriber subscriber;

  @Parameter TestDatabase database;

  private Connection connection;
  private Connection recorded;
  private Statements statements;
  private Instant now;
  private Instant later;

  @BeforeParameterizedClassInvocation
  static void fill(TestDatabase database) throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    topic = engine.topic(TopicSettings.builder("").maxDepth(1_000_000));
    TopicDetails other = engine.topic(TopicSettings.builder("").maxDepth(1_000_000));
    try (Connection connection = database.connect()) {
      subscriber = engine.subscribe(connection, topic);
      Subscriber second = engine.subscribe(connection, topic);
      for (int batch = 0; batch < BATCHES; batch++) {
        publish(connection, batch % 2 == 0 ? topic : other, batch);
      }
      for (Subscriber each : List.of(subscriber, second)) {
        addressed(connection, each);
      }
      connection.commit();
      removals(connection);
      connection.commit();
      try (Statement analyze = connection.createStatement()) {
        analyze.execute("ANALYZE");
      }
      connection.commit();
    }
  }

  private static void publish(Connection connection, TopicDetails to, int batch)
      throws SQLException {
    Publication[] publications =
        IntStream.range(0, BATCH)
            .mapToObj(i -> publication(i % 2 == 0, ownId(batch * BATCH + i)).build())
            .toArray(Publication[]::new);
    publish(connection, to, publications);
  }

  private static void publish(Connection connection, TopicDetails to, Publication... publications)
      throws SQLException {
    for (int from = 0; from < publications.length; from += SEGMENT) {
      engine.publish(connection, to, Arrays.copyOfRange(publications, from, from + SEGMENT));
    }
  }

  private static void addressed(Connection connection, Subscriber to) throws SQLException {
    Publication[] publications =
        IntStream.range(0, BATCH)
            .mapToObj(i -> publication(i % 2 == 0, null).deliverTo(to.key()).build())
            .toArray(Publication[]::new);
    publish(connection, topic, publications);
  }

  private static void removals(Connection connection) throws SQLException {
    for (int i = 1; i < 2 * BATCH; i += 2) {
      if (i < BATCH) {
        engine.queues.remove(connection, subscriber.queue(), ownId(i), engine.clock.instant());
      }
    }
  }

  private static MessageId ownId(int number) {
    return MessageId.of("zpsm%012x%012x".formatted(topic.id(), number));
  }

  private static Publication.Builder publication(boolean isShort, MessageId id) {
    Publication.Builder builder = Publication.builder().data("data").msgId(id);
    return isShort ? builder.expiration(Duration.ofHours(1)) : builder;
  }

  @BeforeEach
  void record() throws SQLException {
    connection = database.connect();
    statements = new Statements(connection);
    recorded = statements.recorded();
    now = engine.clock.instant();
    later = now.plus(Duration.ofHours(2));
  }

  @AfterEach
  void forget() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void publishing() throws SQLException {
    engine.publish(recorded, topic, publication(true, ownId(1_000_000)).build());
    engine.publish(recorded, topic, publication(true, null).deliverTo(subscriber.key()).build());

    assertThatIndexesServe(4);
  }

  /** A condition on the first two columns alone would read a lane as a whole, contents included. */
  @Test
  void segments_are_found_by_the_whole_key_on_h2() throws SQLException {
    assumeThat(database).isEqualTo(TestDatabase.H2);
    try (PreparedStatement explain =
        connection.prepareStatement("EXPLAIN SELECT content " + SegmentIndex.FROM_KEYS)) {
      for (int parameter = 1; parameter <= 3; parameter++) {
        explain.setArray(parameter, connection.createArrayOf("bigint", new Long[] {5L}));
      }
      try (ResultSet plan = explain.executeQuery()) {
        plan.next();
        assertThat(plan.getString(1))
            .containsPattern("PRIMARY_KEY\\w*: [^*]*LAST_POSITION = P.LAST");
      }
    }
  }

  @Test
  void draining() throws SQLException {
    engine.drain(recorded, subscriber, 3 * BATCH);

    assertThatIndexesServe(7);
  }

  @Test
  void browsing_and_counting() throws SQLException {
    engine.queues.browse(
        recorded, subscriber.queue(), MessageState.READY, engine.clock, 16, "5c17", 10, PLENTY);
    engine.queues.oldest(recorded, subscriber.queue(), now);
    engine.depth(recorded, subscriber);

    assertThatIndexesServe(8);
  }

  @Test
  void removing_one_and_clearing() throws SQLException {
    engine.queues.remove(recorded, subscriber.queue(), ownId(4), now);
    engine.clear(recorded, subscriber);

    assertThatIndexesServe(6);
  }

  @Test
  void cleaning_what_has_expired() throws SQLException {
    MessageLog.End end = engine.log.end(recorded, topic.id());
    engine.expiredMessages.isAnyDue(recorded, topic.id(), later);
    engine.expiredMessages.clean(recorded, topic.id(), end, later, 10);
    engine.queues.forgetExpired(recorded, subscriber.queue(), later);

    assertThatIndexesServe(7);
  }

  @Test
  void trimming() throws SQLException {
    MessageLog.End end = engine.log.end(recorded, topic.id());
    engine.bean(LowWatermarks.class).read(recorded, topic.id());
    LogTrimmer.Past past = new LogTrimmer.Past(topic.id(), 5, end, 5_000, now);

    long next = engine.bean(LogTrimmer.class).trim(recorded, past, 0, BATCH).orElseThrow();
    engine.bean(LogTrimmer.class).trim(recorded, past, next, BATCH);

    assertThatIndexesServe(5);
  }

  @Test
  void forgetting_old_idempotency_keys() throws SQLException {
    Instant muchLater = now.plus(IdempotencyKeys.WINDOW);

    int forgotten = engine.bean(IdempotencyKeys.class).clean(recorded, muchLater, 10);

    assertThat(forgotten).isEqualTo(10);
    assertThatIndexesServe(1);
  }

  /**
   * PostgreSQL is told to avoid whole tables and sorting, which it rightly prefers for so few
   * segments: what it does nevertheless it would have to do with millions.
   */
  private void assertThatIndexesServe(int atLeast) throws SQLException {
    if (database == TestDatabase.POSTGRESQL) {
      try (Statement settings = connection.createStatement()) {
        settings.execute("SET LOCAL enable_seqscan TO off");
        settings.execute("SET LOCAL enable_bitmapscan TO off");
        settings.execute("SET LOCAL enable_sort TO off");
      }
    }
    new QueryPlans(database, LARGE, FILLED).assertThatIndexesServe(statements, atLeast);
  }
}
