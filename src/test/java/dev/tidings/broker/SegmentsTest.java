package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.housekeeping.TopicCleaner;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.StoredSegments;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

/** Queues whose cursors and exceptions are in the middle of segments, and segments that break. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SegmentsTest {
  private static final int LANE = 5;
  private static final Duration LIFE = Duration.ofSeconds(5);

  @Parameter TestDatabase database;

  private EngineFixture engine;
  private Receivers receivers;
  private TopicDetails topic;
  private Connection connection;
  private Subscriber subscriber;

  @BeforeEach
  void a_topic_with_a_subscriber() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    receivers = new Receivers(engine);
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

  /** One segment. */
  private List<MessageId> publish(String prefix, int count) throws SQLException {
    List<MessageId> ids =
        engine.publish(
            connection,
            topic,
            texts(prefix, 1, count).stream().map(Publication::of).toArray(Publication[]::new));
    connection.commit();
    return ids;
  }

  private static List<String> texts(String prefix, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> prefix + i).toList();
  }

  private List<String> drain(int max) throws SQLException {
    List<String> drained = engine.drain(connection, subscriber, max);
    connection.commit();
    return drained;
  }

  private void clean() throws SQLException {
    connection.commit();
    engine.bean(TopicCleaner.class).clean(topic);
  }

  private List<StoredSegments.Row> segments() throws SQLException {
    return StoredSegments.of(connection, topic.id());
  }

  private void assertDepth(int depth) throws SQLException {
    assertThat(engine.depth(connection, subscriber)).isEqualTo(depth);
  }

  @Test
  void a_batch_is_one_row_for_each_of_its_lanes() throws SQLException {
    engine.publish(
        connection,
        topic,
        Publication.of("a"),
        Publication.builder().data("b").priority(9).build(),
        Publication.of("c"),
        Publication.builder().data("d").deliverTo(subscriber.key()).build());

    assertThat(segments()).extracting(StoredSegments.Row::lane).containsExactly(0, LANE, 9);
    assertThat(engine.drain(connection, subscriber)).containsExactly("b", "d", "a", "c");
  }

  @Test
  void a_cursor_goes_on_in_the_middle_of_a_segment() throws SQLException {
    publish("a", 1_000);
    publish("b", 1);
    publish("c", 7);

    assertThat(segments()).hasSize(3);
    assertThat(drain(1)).containsExactly("a1");
    assertThat(drain(10)).isEqualTo(texts("a", 2, 11));
    assertThat(drain(500)).isEqualTo(texts("a", 12, 511));
    assertDepth(1_008 - 511);
    List<String> rest = new ArrayList<>(texts("a", 512, 1_000));
    rest.add("b1");
    rest.addAll(texts("c", 1, 7));
    assertThat(drain(1_000)).isEqualTo(rest);
    assertDepth(0);
  }

  @Test
  void many_segments_of_one_message_are_read_in_one_go() throws SQLException {
    List<String> published = texts("m", 1, 300);
    for (String text : published) {
      engine.publish(connection, topic, Publication.of(text));
    }
    connection.commit();

    assertThat(drain(20)).isEqualTo(published.subList(0, 20));
    assertThat(drain(1_000)).isEqualTo(published.subList(20, 300));
  }

  @Test
  void single_messages_are_taken_out_of_the_middle() throws SQLException {
    List<MessageId> ids = publish("a", 6);
    for (int index : List.of(1, 2, 4)) {
      assertThat(remove(ids.get(index))).isTrue();
    }

    assertDepth(3);
    assertThat(remove(ids.get(2))).isFalse();
    assertThat(drain(1)).containsExactly("a1");
    assertThat(remove(ids.get(0))).isFalse();
    assertThat(drain(9)).containsExactly("a4", "a6");
    assertThat(engine.log.find(connection, topic.id(), ids.get(3)))
        .extracting(entry -> entry.position())
        .containsExactly(4L);
  }

  private boolean remove(MessageId id) throws SQLException {
    return engine.queues.remove(connection, subscriber.queue(), id, engine.clock.instant());
  }

  @Test
  void what_expires_in_the_middle_leaves_the_segment_and_the_rest_stays() throws SQLException {
    Publication brief = Publication.builder().data("brief").expiration(LIFE).build();
    Publication longer =
        Publication.builder().data("longer").expiration(LIFE.multipliedBy(2)).build();
    engine.publish(
        connection, topic, brief, Publication.of("a"), brief, longer, Publication.of("b"), brief);
    engine.clock.advance(LIFE);
    assertDepth(3);

    clean();

    assertThat(segments()).extracting(StoredSegments.Row::count).containsExactly(3);
    StoredSegments.assertAreSound(connection, topic.id());
    assertDepth(3);
    assertThat(drain(1)).containsExactly("a");
    engine.clock.advance(LIFE);
    clean();
    assertThat(segments()).extracting(StoredSegments.Row::count).containsExactly(2);
    assertDepth(1);
    assertThat(drain(9)).containsExactly("b");
    publish("next", 1);
    assertThat(engine.log.end(connection, topic.id()).at(LANE)).isEqualTo(8);
  }

  @Test
  void a_segment_that_has_expired_goes_and_the_newest_stays_empty() throws SQLException {
    Publication brief = Publication.builder().data("brief").expiration(LIFE).build();
    engine.publish(connection, topic, brief, brief);
    engine.publish(connection, topic, brief, brief, brief);
    engine.clock.advance(LIFE);

    clean();

    assertThat(segments())
        .extracting(StoredSegments.Row::lastPosition, StoredSegments.Row::count)
        .containsExactly(tuple(5L, 0));
    publish("next", 1);
    assertThat(drain(9)).containsExactly("next1");
    clean();
    assertThat(segments()).extracting(StoredSegments.Row::lastPosition).containsExactly(6L);
  }

  @Test
  void what_comes_back_is_read_from_the_middle_and_keeps_its_segment() throws SQLException {
    publish("a", 10);
    publish("b", 1);
    List<Receipt> receipts = Receivers.receipts(receivers.receive(connection, subscriber, 11));
    receivers.acknowledge(connection, subscriber, receipts.subList(0, 3));
    receivers.acknowledge(connection, subscriber, receipts.subList(5, 11));
    receivers.reject(
        connection,
        subscriber,
        receipts.subList(3, 5),
        Rejection.plain().after(Duration.ZERO),
        EngineFixture.MAX_DELIVERIES);
    clean();

    assertThat(segments()).extracting(StoredSegments.Row::count).containsExactly(10, 1);
    assertDepth(2);
    List<QueueEntry> again = receivers.receive(connection, subscriber, 11);
    assertThat(again)
        .extracting(delivery -> delivery.entry().publication().data().asString())
        .containsExactly("a4", "a5");
    assertThat(again).extracting(QueueEntry::deliveryCount).containsOnly(2);
    receivers.acknowledge(connection, subscriber, Receivers.receipts(again));
    clean();
    assertThat(segments()).extracting(StoredSegments.Row::count).containsExactly(1);
  }

  @Test
  void a_segment_is_trimmed_when_the_last_queue_is_past_its_end() throws SQLException {
    Subscriber slow = engine.subscribe(connection, topic);
    publish("a", 3);
    publish("b", 3);
    publish("c", 3);
    drain(9);
    engine.drain(connection, slow, 5);
    clean();
    assertThat(segments()).extracting(StoredSegments.Row::firstPosition).containsExactly(4L, 7L);

    engine.drain(connection, slow, 1);
    clean();
    assertThat(segments()).extracting(StoredSegments.Row::firstPosition).containsExactly(7L);
    assertThat(engine.drain(connection, slow)).isEqualTo(texts("c", 1, 3));
  }

  @Test
  void an_own_id_is_free_again_when_its_segment_is_gone() throws SQLException {
    MessageId id = MessageId.of("zpsm" + "ab".repeat(12));
    Publication own = Publication.builder().data("own").msgId(id).build();
    TopicDetails other = engine.topic(TopicSettings.builder(""));
    engine.publish(connection, topic, 1, List.of(own, Publication.of("x")), "", true);
    publish("b", 1);
    assertThatThrownBy(() -> engine.publish(connection, other, 2, List.of(own), "", true))
        .isInstanceOf(TidingsException.class)
        .extracting(failure -> ((TidingsException) failure).type())
        .isEqualTo(ErrorType.IDEMPOTENCY_MISMATCH);
    connection.commit();

    drain(9);
    clean();

    assertThat(engine.log.exists(connection, id)).isFalse();
    engine.publish(connection, other, 2, List.of(own), "", true);
    assertThat(engine.log.find(connection, other.id(), id)).hasSize(1);
    assertThat(engine.log.find(connection, topic.id(), id)).isEmpty();
  }

  /** By whoever has seen it in a message. */
  @Test
  void an_id_that_tidings_made_is_taken_too() throws SQLException {
    MessageId made = publish("a", 100).get(40);
    Publication copied = Publication.builder().data("copied").msgId(made).build();

    assertThatThrownBy(() -> engine.publish(connection, topic, 2, List.of(copied), "", true))
        .isInstanceOf(TidingsException.class);
  }

  @Test
  void a_damaged_segment_is_passed_and_set_aside() throws SQLException {
    publish("a", 2);
    List<MessageId> lost = publish("lost", 3);
    publish("b", 2);
    remove(lost.get(1));
    List<Receipt> receipts = Receivers.receipts(receivers.receive(connection, subscriber, 3));
    receivers.reject(
        connection,
        subscriber,
        receipts,
        Rejection.plain().after(Duration.ZERO),
        EngineFixture.MAX_DELIVERIES);
    Subscriber late = engine.subscribe(connection, topic);
    damage(5);

    assertThat(drain(9)).containsExactly("a1", "a2", "b1", "b2");
    clean();

    assertThat(count("damaged_segment")).isEqualTo(1);
    assertThat(segments()).extracting(StoredSegments.Row::lastPosition).containsExactly(7L);
    assertDepth(0);
    assertThat(engine.depth(connection, late)).isZero();
    publish("c", 1);
    assertThat(drain(9)).containsExactly("c1");
    assertThat(engine.drain(connection, late)).containsExactly("c1");
  }

  @Test
  void depths_are_exact_once_a_damaged_segment_is_set_aside() throws SQLException {
    publish("a", 2);
    List<MessageId> lost = publish("lost", 3);
    publish("b", 2);
    remove(lost.get(2));
    damage(5);
    engine.log.find(connection, topic.id(), lost.get(0));

    clean();

    assertDepth(4);
    assertThat(drain(9)).containsExactly("a1", "a2", "b1", "b2");
    assertDepth(0);
  }

  @Test
  void the_numbering_goes_on_behind_a_damaged_segment() throws SQLException {
    publish("lost", 3);
    damage(3);

    assertThat(drain(9)).isEmpty();
    clean();

    assertThat(segments())
        .extracting(StoredSegments.Row::lastPosition, StoredSegments.Row::count)
        .containsExactly(tuple(3L, 0));
    assertThat(count("damaged_segment")).isEqualTo(1);
    publish("a", 1);
    assertThat(engine.log.end(connection, topic.id()).at(LANE)).isEqualTo(5);
    assertThat(drain(9)).containsExactly("a1");
  }

  /** In the last byte, which is a part of the last message. */
  private void damage(long lastPosition) throws SQLException {
    String where = " WHERE topic_id = ? AND lane = 5 AND last_position = ?";
    byte[] content;
    try (PreparedStatement read =
        connection.prepareStatement("SELECT content FROM tidings.segment" + where)) {
      read.setLong(1, topic.id());
      read.setLong(2, lastPosition);
      try (ResultSet row = read.executeQuery()) {
        row.next();
        content = row.getBytes(1);
      }
    }
    content[content.length - 1]++;
    try (PreparedStatement write =
        connection.prepareStatement("UPDATE tidings.segment SET content = ?" + where)) {
      write.setBytes(1, content);
      write.setLong(2, topic.id());
      write.setLong(3, lastPosition);
      assertThat(write.executeUpdate()).isEqualTo(1);
    }
    connection.commit();
  }

  private long count(String table) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT count(*) FROM tidings.%s WHERE topic_id = ?".formatted(table))) {
      query.setLong(1, topic.id());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
