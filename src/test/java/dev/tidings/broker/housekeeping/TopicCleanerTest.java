package dev.tidings.broker.housekeeping;

import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.LowWatermarks;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** When the timer asks all queues of a topic what they still need, of which there may be many. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TopicCleanerTest {
  private static final int LANE = 5;

  @Parameter TestDatabase database;

  private final CountedFloors floors = new CountedFloors();
  private OwnConnection transactions;
  private EngineFixture engine;
  private Connection connection;
  private TopicDetails topic;
  private Subscriber subscriber;

  private static final class CountedFloors extends LowWatermarks {
    private int reads;

    @Override
    public Optional<LowWatermark> read(Connection connection, long topicId) throws SQLException {
      reads++;
      return super.read(connection, topicId);
    }
  }

  @BeforeEach
  void a_topic_with_a_subscriber() throws SQLException {
    transactions = new OwnConnection(database);
    engine = new EngineFixture(database, new TopicLock(), transactions, floors);
    topic = engine.topic(TopicSettings.builder(""));
    connection = database.connect();
    subscriber = engine.subscribe(connection, topic);
    connection.commit();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    transactions.close();
  }

  private void publish(String... texts) throws SQLException {
    for (String text : texts) {
      engine.publish(connection, topic, Publication.of(text));
    }
    connection.commit();
  }

  private void drain() throws SQLException {
    engine.drain(connection, subscriber);
    connection.commit();
  }

  private int readsOfACleaning() {
    int before = floors.reads;
    clean();
    return floors.reads - before;
  }

  private void clean() {
    engine.bean(TopicCleaner.class).clean(topic);
  }

  private List<Long> positions() throws SQLException {
    List<Long> all = LongStream.rangeClosed(1, 4).boxed().toList();
    return engine.log.readAt(connection, topic.id(), LANE, all, EPOCH).stream()
        .map(entry -> entry.position())
        .toList();
  }

  @Test
  void a_topic_without_messages_is_looked_at_once() {
    assertThat(readsOfACleaning()).isEqualTo(1);
    assertThat(readsOfACleaning()).isZero();
  }

  @Test
  void so_is_one_of_which_the_newest_message_is_left() throws SQLException {
    publish("a", "b", "c");
    drain();

    assertThat(readsOfACleaning()).isEqualTo(1);
    assertThat(positions()).containsExactly(3L);
    assertThat(readsOfACleaning()).isZero();
  }

  @Test
  void it_is_looked_at_again_when_something_was_published() throws SQLException {
    publish("a", "b", "c");
    drain();
    clean();

    publish("d");
    drain();

    assertThat(readsOfACleaning()).isEqualTo(1);
    assertThat(positions()).containsExactly(4L);
  }

  @Test
  void it_is_looked_at_each_time_as_long_as_something_waits() throws SQLException {
    publish("a", "b", "c");

    assertThat(readsOfACleaning()).isEqualTo(1);
    assertThat(readsOfACleaning()).isEqualTo(1);
    drain();

    assertThat(readsOfACleaning()).isEqualTo(1);
    assertThat(positions()).containsExactly(3L);
  }

  @Test
  void a_round_begins_where_the_one_before_has_ended_and_one_an_hour_at_the_beginning()
      throws SQLException {
    publish("a", "b", "c");
    LogEntry second = engine.log.readAt(connection, topic.id(), LANE, List.of(2L), EPOCH).get(0);
    drain();
    clean();
    comesBack(second);
    publish("d");
    drain();

    clean();
    assertThat(positions()).containsExactly(2L, 4L);

    engine.clock.advance(Duration.ofHours(1));
    clean();
    assertThat(positions()).containsExactly(4L);
  }

  @Test
  void an_hour_is_an_hour_where_something_expires_meanwhile() throws SQLException {
    Duration half = Duration.ofMinutes(30);
    publish("a", "b", "c");
    LogEntry second = engine.log.readAt(connection, topic.id(), LANE, List.of(2L), EPOCH).get(0);
    drain();
    clean();
    comesBack(second);
    engine.publish(
        connection, topic, Publication.builder().data("d").expiration(half.dividedBy(2)).build());
    connection.commit();
    engine.clock.advance(half);
    clean();
    assertThat(positions()).contains(2L);

    engine.clock.advance(half);
    clean();
    assertThat(positions()).doesNotContain(2L);
  }

  /** As when the database has lost what it did last. */
  private void comesBack(LogEntry entry) throws SQLException {
    engine.log.append(connection, topic.id(), List.of(entry));
    connection.commit();
  }
}
