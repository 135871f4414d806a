package dev.tidings.broker.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.Statements;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.depth.AllQueues;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How all queues stand, read at once: the same as each of them says by itself. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AllQueuesTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  @Parameter TestDatabase database;

  private EngineFixture engine;
  private Connection connection;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void begin() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    connection = database.connect();
    topic = engine.topic(TopicSettings.builder("").maxDepth(50));
    subscriber = engine.subscribe(connection, topic);
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
  }

  private QueueFigures figures() throws SQLException {
    QueueFigures figures =
        engine.bean(AllQueues.class).read(connection, engine.clock.instant()).queues().stream()
            .filter(queue -> queue.subscriptionId() == subscriber.queue().subscriptionId())
            .findFirst()
            .orElseThrow();
    assertThat(figures.depth()).isEqualTo(engine.depth(connection, subscriber));
    return figures;
  }

  private void publish(int messages, Duration expiration) throws SQLException {
    for (int i = 0; i < messages; i++) {
      engine.publish(
          connection,
          topic,
          Publication.builder().data("x").priority(1 + i % 9).expiration(expiration).build());
    }
  }

  private void lease(int messages) throws SQLException {
    assertThat(
            engine
                .bean(LeaseAllocator.class)
                .receive(
                    connection,
                    subscriber.queue(),
                    engine.clock,
                    new LeaseAllocator.Order(messages, Long.MAX_VALUE, LEASE, 1_000, 16)))
        .isPresent();
  }

  @Test
  void an_empty_queue_has_its_names_its_limit_and_no_age() throws SQLException {
    QueueFigures figures = figures();

    assertThat(figures.topicName()).isEqualTo(topic.settings().name());
    assertThat(figures.endpointName()).startsWith("engine ");
    assertThat(figures.maxDepth()).isEqualTo(50);
    assertThat(figures.depth() + figures.dead()).isZero();
    assertThat(figures.oldestAge()).isZero();
  }

  @Test
  void messages_are_ready_then_leased_and_age() throws SQLException {
    publish(12, Duration.ofDays(1));
    engine.clock.advance(Duration.ofSeconds(30));
    publish(3, Duration.ofDays(1));
    assertThat(figures().ready()).isEqualTo(15);

    lease(10);

    QueueFigures figures = figures();
    assertThat(figures.ready()).isEqualTo(5);
    assertThat(figures.leased()).isEqualTo(10);
    assertThat(figures.oldestAge()).isEqualTo(Duration.ofSeconds(30));

    engine.clock.advance(LEASE);
    assertThat(figures().ready()).isEqualTo(15);
    assertThat(figures().leased()).isZero();
  }

  @Test
  void what_has_expired_counts_no_more_whether_it_is_cleaned_or_not() throws SQLException {
    publish(9, Duration.ofSeconds(10));
    publish(9, Duration.ofDays(1));
    engine.clock.advance(Duration.ofSeconds(20));
    assertThat(figures().ready()).isEqualTo(9);

    engine.expiredMessages.clean(
        connection,
        topic.id(),
        engine.log.end(connection, topic.id()),
        engine.clock.instant(),
        100);

    assertThat(figures().ready()).isEqualTo(9);
    assertThat(figures().oldestAge()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void what_is_taken_out_is_gone() throws SQLException {
    publish(9, Duration.ofDays(1));

    engine.drain(connection, subscriber, 4);

    assertThat(figures().ready()).isEqualTo(5);
  }

  @Test
  void all_topics_endpoints_and_subscriptions_are_named() throws SQLException {
    long id = subscriber.queue().subscriptionId();

    assertThat(engine.bean(AllQueues.class).read(connection, engine.clock.instant()).objects())
        .contains(
            new ConfiguredObject("topic", topic.id(), 0, topic.settings().name(), true),
            new ConfiguredObject("endpoint", id, 0, "engine " + id, true),
            new ConfiguredObject(
                "subscription", id, 0, topic.settings().name() + " engine " + id, true));
  }

  @Test
  void a_change_of_a_topic_an_endpoint_or_a_subscription_is_seen_at_once() throws SQLException {
    read(connection);
    for (String table : List.of("topic", "endpoint", "subscription")) {
      try (Statement change = connection.createStatement()) {
        change.execute(
            "UPDATE tidings.%s SET is_active = FALSE, version = version + 1 WHERE id = %d"
                .formatted(
                    table,
                    table.equals("topic") ? topic.id() : subscriber.queue().subscriptionId()));
      }

      assertThat(read(connection).objects())
          .filteredOn(object -> object.kind().equals(table) && !object.isActive())
          .isNotEmpty();
    }
  }

  private Figures read(Connection any) throws SQLException {
    return engine.bean(AllQueues.class).read(any, engine.clock.instant());
  }

  @Test
  void what_has_not_changed_is_the_same_list() throws SQLException {
    Figures before = read(connection);

    Figures now = read(connection);
    assertThat(now.hasObjectsOf(before)).isTrue();

    engine.subscribe(connection, topic);
    assertThat(read(connection).hasObjectsOf(now)).isFalse();
  }

  @Test
  void a_queue_that_is_done_is_read_again_when_there_is_something_new() throws SQLException {
    publish(3, Duration.ofDays(1));
    engine.drain(connection, subscriber, 3);
    assertThat(figures().depth()).isZero();
    assertThat(figures().depth()).isZero();

    publish(2, Duration.ofDays(1));

    assertThat(figures().ready()).isEqualTo(2);
  }

  @Test
  void a_cursor_that_a_crash_put_back_is_noticed_within_a_minute() throws SQLException {
    publish(9, Duration.ofDays(1));
    LanePositions before =
        engine
            .bean(Cursors.class)
            .read(connection, subscriber.queue().subscriptionId())
            .orElseThrow();
    engine.drain(connection, subscriber, 9);
    assertThat(figures().depth()).isZero();

    engine.bean(Cursors.class).lock(connection, subscriber.queue().subscriptionId());
    engine.bean(Cursors.class).move(connection, subscriber.queue().subscriptionId(), before);
    engine.clock.advance(Duration.ofMinutes(1));

    assertThat(figures().ready()).isEqualTo(9);
  }

  /** The topics of other tests may have messages in all lanes, and each lane takes a query. */
  @Test
  void it_takes_as_many_queries_however_many_queues_there_are() throws SQLException {
    publish(3, Duration.ofDays(1));
    read(connection);
    int before = statements().count();
    for (int i = 0; i < 20; i++) {
      engine.subscribe(connection, engine.topic(connection, TopicSettings.builder("")));
    }
    int changed = statements().count();

    assertThat(statements().count()).isEqualTo(before).isLessThanOrEqualTo(20);
    assertThat(changed).isEqualTo(before + 3);
  }

  @Test
  void of_queues_that_are_done_no_row_is_read() throws SQLException {
    publish(3, Duration.ofDays(1));
    engine.drain(connection, subscriber, 3);
    statements();
    long before = statements().rows();
    for (int i = 0; i < 30; i++) {
      engine.subscribe(connection, topic);
    }
    assertThat(statements().rows()).isGreaterThanOrEqualTo(before + 30);

    assertThat(statements().rows()).isEqualTo(before);
  }

  private Statements statements() throws SQLException {
    Statements statements = new Statements(connection);
    read(statements.recorded());
    return statements;
  }
}
