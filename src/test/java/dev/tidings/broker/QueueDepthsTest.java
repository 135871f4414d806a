package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.Statements;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The depths of many queues, read at once: the same as those of each by itself. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class QueueDepthsTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  @Parameter TestDatabase database;

  private final List<Subscriber> subscribers = new ArrayList<>();
  private EngineFixture engine;
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    connection = database.connect();
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
  }

  private Subscriber queue(int messages, Duration expiration) throws SQLException {
    TopicDetails topic = engine.topic(connection, TopicSettings.builder(""));
    Subscriber subscriber = engine.subscribe(connection, topic);
    subscribers.add(subscriber);
    for (int i = 0; i < messages; i++) {
      Publication.Builder message = Publication.builder().data("x").expiration(expiration);
      engine.publish(connection, topic, message.priority(1 + i % 9).build());
    }
    return subscriber;
  }

  private Map<Long, Long> depths(Connection any) throws SQLException {
    List<QueueId> queues = subscribers.stream().map(Subscriber::queue).toList();
    return engine.queueDepths.depths(any, queues, engine.clock.instant());
  }

  private void assertThatAllAre(Long... expected) throws SQLException {
    Map<Long, Long> depths = depths(connection);
    List<Long> found = new ArrayList<>();
    for (Subscriber subscriber : subscribers) {
      found.add(depths.get(subscriber.queue().subscriptionId()));
      assertThat(depths)
          .containsEntry(subscriber.queue().subscriptionId(), engine.depth(connection, subscriber));
    }
    assertThat(found).containsExactly(expected);
  }

  @Test
  void each_is_exact_whatever_its_messages_are() throws SQLException {
    queue(0, Duration.ofDays(1));
    queue(12, Duration.ofDays(1));
    queue(5, Duration.ofSeconds(10));
    engine.drain(connection, queue(9, Duration.ofDays(1)), 4);
    Subscriber leased = queue(7, Duration.ofSeconds(20));
    engine
        .bean(LeaseAllocator.class)
        .receive(
            connection,
            leased.queue(),
            engine.clock,
            new LeaseAllocator.Order(3, Long.MAX_VALUE, LEASE, 1_000, 16));
    assertThatAllAre(0L, 12L, 5L, 5L, 7L);

    engine.clock.advance(Duration.ofSeconds(15));
    assertThatAllAre(0L, 12L, 0L, 5L, 7L);

    engine.clock.advance(LEASE);
    assertThatAllAre(0L, 12L, 0L, 5L, 0L);
  }

  @Test
  void one_that_is_gone_is_missing() throws SQLException {
    queue(1, Duration.ofDays(1));
    Subscriber gone = queue(1, Duration.ofDays(1));
    engine.unsubscribe(connection, gone);

    assertThat(depths(connection)).containsOnlyKeys(subscribers.get(0).queue().subscriptionId());
  }

  @Test
  void a_hundred_take_as_many_statements_as_one() throws SQLException {
    queue(2, Duration.ofDays(1));
    int before = statements();
    for (int i = 0; i < 99; i++) {
      queue(i % 2, Duration.ofDays(1));
    }

    assertThat(statements()).isEqualTo(before).isLessThanOrEqualTo(5);
  }

  private int statements() throws SQLException {
    Statements statements = new Statements(connection);
    depths(statements.recorded());
    return statements.count();
  }
}
