package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Queues at the edges: rows that suddenly grow, and messages that are taken out at the front. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class QueueEdgesTest {
  private static final int MEBIBYTE = 1 << 20;

  @Parameter TestDatabase database;

  private EngineFixture engine;
  private TopicDetails topic;
  private Connection connection;
  private Subscriber subscriber;

  @BeforeEach
  void a_topic_with_a_subscriber() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    topic = engine.topic(TopicSettings.builder(""));
    connection = database.connect();
    subscriber = engine.subscribe(connection, topic);
  }

  @AfterEach
  void roll_back() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void a_drain_finds_every_message_where_small_ones_are_followed_by_large_ones()
      throws SQLException {
    List<String> published = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String data = i < 20 ? "small " + i : i + " large ".repeat(MEBIBYTE / 8);
      published.add(data);
      publish(data, 5);
    }

    assertThat(engine.drain(connection, subscriber)).isEqualTo(published);
    assertThat(engine.depth(connection, subscriber)).isZero();
  }

  @Test
  void the_cursor_passes_removed_messages_at_its_feet() throws SQLException {
    MessageId first = publish("first", 5);
    MessageId second = publish("second", 5);
    publish("third", 5);

    assertThat(remove(second)).isTrue();
    assertThat(next(5)).isEqualTo(1);
    assertThat(remove(first)).isTrue();

    assertThat(next(5)).isEqualTo(3);
    assertThat(remove(first)).isFalse();
    assertThat(engine.depth(connection, subscriber)).isEqualTo(1);
    assertThat(engine.drain(connection, subscriber)).containsExactly("third");
  }

  private MessageId publish(String data, int priority) throws SQLException {
    return engine
        .publish(connection, topic, Publication.builder().data(data).priority(priority).build())
        .get(0);
  }

  private boolean remove(MessageId id) throws SQLException {
    return engine.queues.remove(connection, subscriber.queue(), id, engine.clock.instant());
  }

  private long next(int lane) throws SQLException {
    return engine
        .bean(Cursors.class)
        .read(connection, subscriber.queue().subscriptionId())
        .orElseThrow()
        .at(lane);
  }
}
