package dev.tidings.broker;

import static dev.tidings.broker.Receivers.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.housekeeping.TopicCleaner;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageRow;
import dev.tidings.store.log.MessageTable;
import dev.tidings.store.log.StoredSegments;
import dev.tidings.store.queue.read.QueueEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Queues go on where they stood when the log had a row for each message. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LogConversionTest extends ScheduledMessagesScene {
  private static final String INSERT =
      "INSERT INTO tidings.message (topic_id, %s) VALUES (?%s)"
          .formatted(MessageRow.COLUMNS, ", ?".repeat(MessageRow.WIDTH));

  private Receivers receivers;
  private TopicDetails topic;
  private Subscriber subscriber;
  private Subscriber other;

  @BeforeEach
  void a_topic_with_two_subscribers() throws SQLException {
    receivers = new Receivers(engine);
    topic = topic(TopicSettings.builder(""));
    subscriber = subscribe(topic);
    other = subscribe(topic);
  }

  private List<MessageId> publish(Publication... publications) throws SQLException {
    List<MessageId> ids = engine.publish(connection, topic, publications);
    connection.commit();
    return ids;
  }

  private List<String> taken(Subscriber from) throws SQLException {
    List<String> all = engine.drain(connection, from);
    connection.commit();
    return all;
  }

  /** Puts the log back into the table of the versions before segments. */
  private void asBefore() throws SQLException {
    List<LogEntry> entries = StoredSegments.messages(connection, topic.id());
    JdbcRunner.batch(
        connection,
        INSERT,
        entries,
        (parameters, entry) -> MessageRow.addTo(parameters.add(topic.id()), entry));
    for (String table : List.of("segment", "message_id")) {
      JdbcRunner.update(
          connection,
          "DELETE FROM tidings.%s WHERE topic_id = ?".formatted(table),
          parameters -> parameters.add(topic.id()));
    }
    connection.commit();
  }

  private void convert() throws SQLException {
    asBefore();
    while (engine.bean(MessageTable.class).moveNext(connection) > 0) {
      connection.commit();
    }
    connection.commit();
    StoredSegments.assertAreSound(connection, topic.id());
    assertThat(StoredSegments.messages(connection, topic.id())).isNotEmpty();
  }

  private List<QueueEntry> receive(int max) throws SQLException {
    List<QueueEntry> received = receivers.receive(connection, subscriber, max);
    connection.commit();
    return received;
  }

  private void reject(List<Receipt> receipts, int maxDeliveries) throws SQLException {
    Rejection now = Rejection.plain().after(Duration.ZERO);
    receivers.reject(connection, subscriber, receipts, now, maxDeliveries);
    connection.commit();
  }

  @Test
  void leases_redeliveries_and_cursors_keep_their_messages() throws SQLException {
    publish(numbered("a", 1, 250));
    List<QueueEntry> first = receive(10);
    reject(receipts(first).subList(0, 3), EngineFixture.MAX_DELIVERIES);

    convert();

    assertThat(engine.depth(connection, subscriber)).isEqualTo(250);
    assertThat(engine.depth(connection, other)).isEqualTo(250);
    List<Receipt> held = receipts(first).subList(3, 10);
    receivers.acknowledge(connection, subscriber, held);
    connection.commit();
    List<QueueEntry> again = receive(5);
    assertThat(texts(again)).containsExactly("a1", "a2", "a3", "a11", "a12");
    assertThat(again).extracting(QueueEntry::deliveryCount).containsExactly(2, 2, 2, 1, 1);
    assertThat(taken(subscriber)).hasSize(238).startsWith("a13").endsWith("a250");
    assertThat(taken(other)).hasSize(250).startsWith("a1").endsWith("a250");
  }

  @Test
  void dead_letters_come_back_and_their_copies_are_converted_too() throws SQLException {
    publish(numbered("a", 1, 4));
    reject(receipts(receive(2)), 1);
    receivers.redeliver(
        connection, topic, subscriber, DeadLetterFilter.all().withIds(List.of(idOfDead("a2"))));
    connection.commit();

    convert();

    assertThat(receivers.deadLetters(connection, subscriber))
        .extracting(dead -> dead.entry().publication().data().asString())
        .containsExactly("a1");
    receivers.redeliver(connection, topic, subscriber, DeadLetterFilter.all());
    connection.commit();
    assertThat(taken(subscriber)).containsExactlyInAnyOrder("a1", "a2", "a3", "a4");
    assertThat(taken(other)).containsExactly("a1", "a2", "a3", "a4");
  }

  private MessageId idOfDead(String text) throws SQLException {
    return receivers.deadLetters(connection, subscriber).stream()
        .map(dead -> dead.entry())
        .filter(entry -> entry.publication().data().asString().equals(text))
        .map(LogEntry::id)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void scheduled_addressed_and_expiring_messages_come_or_go_when_they_would_have()
      throws Exception {
    BrokerNode node = withoutTicks();
    node.publish(topic, later("later").build());
    publish(
        Publication.of("a"),
        Publication.builder().data("short").expiration(Duration.ofMinutes(1)).build(),
        Publication.builder().data("first").priority(9).build(),
        Publication.builder().data("mine").deliverTo(subscriber.key()).build());

    convert();
    engine.clock.advance(Duration.ofMinutes(2));
    engine.bean(TopicCleaner.class).clean(topic);

    assertThat(engine.depth(connection, subscriber)).isEqualTo(3);
    assertThat(taken(subscriber)).containsExactly("first", "mine", "a");
    assertThat(taken(other)).containsExactly("first", "a");
    engine.clock.advance(HOUR);
    release(node);
    assertThat(taken(subscriber)).containsExactly("later");
  }

  @Test
  void ids_are_found_and_stay_taken() throws SQLException {
    byte[] bytes = new byte[MessageId.BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    MessageId own = MessageId.of(bytes);
    List<MessageId> ids =
        publish(Publication.of("a"), Publication.builder().data("b").msgId(own).build());

    convert();

    for (MessageId id : ids) {
      assertThat(engine.log.exists(connection, id)).isTrue();
      assertThat(engine.log.find(connection, topic.id(), id))
          .extracting(LogEntry::id)
          .containsExactly(id);
    }
  }

  @Test
  void the_numbering_goes_on() throws SQLException {
    publish(numbered("a", 1, 120));

    convert();
    publish(Publication.of("next"));

    assertThat(taken(subscriber)).hasSize(121).endsWith("a120", "next");
  }

  private static Publication[] numbered(String prefix, int from, int to) {
    List<Publication> all = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      all.add(Publication.of(prefix + i));
    }
    return all.toArray(Publication[]::new);
  }
}
