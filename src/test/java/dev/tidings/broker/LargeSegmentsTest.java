package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.housekeeping.TopicCleaner;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.StoredSegments;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Contents that a node keeps are not used for longer than the database has the same. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LargeSegmentsTest {
  private static final String FILL = "x".repeat(1_024);

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
    connection.commit();
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
    engine.bean(OwnConnection.class).close();
  }

  /** One segment, in the transaction that is open. */
  private List<MessageId> publish(String prefix, int count, Duration expirationOfEven)
      throws SQLException {
    List<Publication> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Publication.Builder one = Publication.builder().data(text(prefix, i));
      all.add(i % 2 == 0 ? one.expiration(expirationOfEven).build() : one.build());
    }
    return engine.publish(connection, topic, all.toArray(Publication[]::new));
  }

  private static String text(String prefix, int number) {
    return prefix + number + FILL;
  }

  private static List<String> texts(String prefix, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> text(prefix, i)).toList();
  }

  private List<String> drain(int max) throws SQLException {
    return engine.drain(connection, subscriber, max);
  }

  @Test
  void all_of_one_is_taken_message_by_message() throws SQLException {
    publish("a", 100, Publication.MAX_EXPIRATION);
    publish("b", 100, Publication.MAX_EXPIRATION);
    connection.commit();

    List<String> drained = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      drained.addAll(drain(1));
      connection.commit();
    }

    assertThat(drained).startsWith(text("a", 1), text("a", 2)).endsWith(text("b", 100));
    assertThat(drained.subList(0, 100)).isEqualTo(texts("a", 1, 100));
    assertThat(drained.subList(100, 200)).isEqualTo(texts("b", 1, 100));
  }

  /** The positions are given out again. */
  @Test
  void what_was_rolled_back_is_never_delivered() throws SQLException {
    publish("a", 100, Publication.MAX_EXPIRATION);
    assertThat(drain(1)).containsExactly(text("a", 1));
    connection.rollback();

    publish("b", 100, Publication.MAX_EXPIRATION);
    connection.commit();

    assertThat(drain(1)).containsExactly(text("b", 1));
    assertThat(drain(1)).containsExactly(text("b", 2));
  }

  @Test
  void one_that_was_written_again_without_what_has_expired_is_read_again() throws SQLException {
    publish("a", 100, Duration.ofMinutes(1));
    connection.commit();
    assertThat(drain(2)).isEqualTo(texts("a", 1, 2));
    connection.commit();

    engine.clock.advance(Duration.ofMinutes(2));
    engine.bean(TopicCleaner.class).clean(topic);

    assertThat(StoredSegments.of(connection, topic.id()))
        .extracting(StoredSegments.Row::count)
        .containsExactly(50);
    assertThat(drain(2)).containsExactly(text("a", 3), text("a", 5));
    assertThat(drain(100)).hasSize(47).endsWith(text("a", 99));
  }

  @Test
  void its_messages_are_removed_by_id_one_after_the_other() throws SQLException {
    List<MessageId> ids = publish("a", 100, Publication.MAX_EXPIRATION);
    connection.commit();

    for (MessageId id : ids.subList(10, 90)) {
      assertThat(engine.queues.remove(connection, subscriber.queue(), id, engine.clock.instant()))
          .isTrue();
    }

    assertThat(drain(100))
        .hasSize(20)
        .containsSequence(text("a", 10), text("a", 91))
        .endsWith(text("a", 100));
  }
}
