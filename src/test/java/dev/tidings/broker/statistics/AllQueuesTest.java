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
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.store.queue.depth.AllQueues;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
        engine.bean(AllQueues.class).read(connection, engine.clock.instant()).stream()
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

    assertThat(engine.bean(AllQueues.class).objects(connection))
        .contains(
            new ConfiguredObject("topic", topic.id(), 0, topic.settings().name(), true),
            new ConfiguredObject("endpoint", id, 0, "engine " + id, true),
            new ConfiguredObject(
                "subscription", id, 0, topic.settings().name() + " engine " + id, true));
  }

  @Test
  void it_takes_as_many_queries_however_many_queues_there_are() throws SQLException {
    publish(3, Duration.ofDays(1));
    int before = queries();
    for (int i = 0; i < 20; i++) {
      engine.subscribe(connection, engine.topic(connection, TopicSettings.builder("")));
    }

    assertThat(queries()).isEqualTo(before).isLessThanOrEqualTo(6);
  }

  private int queries() throws SQLException {
    Statements statements = new Statements(connection);
    Connection recorded = statements.recorded();
    engine.bean(AllQueues.class).objects(recorded);
    engine.bean(AllQueues.class).read(recorded, engine.clock.instant());
    return statements.count();
  }
}
