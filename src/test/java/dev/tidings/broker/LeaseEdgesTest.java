package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.api.Overflow;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.housekeeping.TopicCleaner;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.LowWatermarks;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.queue.read.QueueAvailabilityReader;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Leases at the edges: ended but not noticed, expired, and in the way. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LeaseEdgesTest {
  private static final int ONCE = 1;

  @Parameter TestDatabase database;

  private EngineFixture engine;
  private Receivers receivers;
  private Connection connection;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void a_topic_with_a_subscriber() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    receivers = new Receivers(engine);
    connection = database.connect();
    topic = engine.topic(TopicSettings.builder("").maxDepth(3).overflow(Overflow.DROP_OLDEST));
    subscriber = engine.subscribe(connection, topic);
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
    engine.bean(OwnConnection.class).close();
  }

  private void publish(String data, Duration expiration) throws SQLException {
    Publication publication = Publication.builder().data(data).expiration(expiration).build();
    engine.publish(connection, topic, publication);
  }

  private void die(String reason) throws SQLException {
    receiveAndReject(Rejection.plain().because(reason), ONCE);
  }

  private void receiveAndReject(Rejection rejection, int maxDeliveries) throws SQLException {
    List<QueueEntry> received = receivers.receive(connection, subscriber, 1);
    receivers.reject(
        connection, subscriber, Receivers.receipts(received), rejection, maxDeliveries);
  }

  /** A day later, or by another publisher once the message has left the log. */
  @Test
  void two_messages_of_one_id_die_in_one_queue() throws SQLException {
    MessageId id = engine.bean(MessageIdGenerator.class).next();
    engine.publish(connection, topic, Publication.builder().data("first").msgId(id).build());
    die("one");
    engine.publish(connection, topic, Publication.of("in its place"));
    engine.drain(connection, subscriber);
    connection.commit();
    engine.bean(TopicCleaner.class).clean(topic);
    engine.publish(
        connection,
        topic,
        2,
        List.of(Publication.builder().data("second").msgId(id).build()),
        "",
        true);

    die("two");

    assertThat(receivers.deadLetters(connection, subscriber))
        .extracting(dead -> dead.entry().publication().data().asString() + " " + dead.reason())
        .containsExactly("first one", "second two");
    assertThat(
            receivers.redeliver(
                connection, topic, subscriber, DeadLetterFilter.all().withIds(List.of(id))))
        .isEqualTo(2);
    assertThat(engine.drain(connection, subscriber)).containsExactly("first", "second");
  }

  @Test
  void what_expired_during_its_lease_counts_until_the_lease_ends_and_not_until_that_is_noticed()
      throws SQLException {
    publish("short", Duration.ofSeconds(5));
    publish("long", Duration.ofHours(1));
    receivers.receive(connection, subscriber, 2);

    engine.clock.advance(Duration.ofSeconds(10));
    assertThat(engine.depth(connection, subscriber)).isEqualTo(2);
    engine.clock.advance(Duration.ofSeconds(20));

    assertThat(engine.depth(connection, subscriber)).isEqualTo(1);
    assertThat(states().leased()).isZero();
    assertThat(browse(MessageState.READY)).containsExactly("long");
    assertThat(engine.drain(connection, subscriber)).containsExactly("long");
  }

  @Test
  void what_expired_on_its_way_back_takes_no_room_of_a_window() throws SQLException {
    publish("short", Duration.ofSeconds(5));
    receiveAndReject(Rejection.plain().after(Duration.ofHours(1)), EngineFixture.MAX_DELIVERIES);
    publish("long", Duration.ofHours(1));
    assertThat(isReady(1)).isFalse();

    engine.clock.advance(Duration.ofSeconds(5));

    assertThat(isReady(1)).isTrue();
    assertThat(receivers.receive(connection, subscriber, 1)).hasSize(1);
  }

  private boolean isReady(int window) throws SQLException {
    QueueId queue = subscriber.queue();
    return engine
        .bean(QueueAvailabilityReader.class)
        .read(connection, List.of(queue), window, engine.clock.instant())
        .get(queue)
        .isReady();
  }

  @Test
  void what_is_to_die_is_not_ready_while_nobody_has_noticed_the_end_of_its_last_lease()
      throws SQLException {
    publish("worn out", Duration.ofHours(1));
    receivers.receive(connection, subscriber, 1);
    TopicSettings settings = topic.settings().toBuilder().maxDeliveries(ONCE).build();
    topic = new TopicDetails(topic.id(), topic.version(), topic.createdAt(), settings);

    engine.clock.advance(Receivers.LEASE);

    assertThat(browse(MessageState.READY)).isEmpty();
    assertThat(browse(MessageState.LEASED)).containsExactly("worn out");
    assertThat(states().leased()).isEqualTo(1);
    assertThat(engine.depth(connection, subscriber)).isEqualTo(1);
  }

  @Test
  void room_is_made_of_what_expired_during_its_lease_before_anything_that_lives()
      throws SQLException {
    publish("expires", Duration.ofSeconds(5));
    List<QueueEntry> leased = receivers.receive(connection, subscriber, 1);
    publish("one", Duration.ofHours(1));
    publish("two", Duration.ofHours(1));
    engine.clock.advance(Duration.ofSeconds(10));

    publish("three", Duration.ofHours(1));

    assertThat(engine.depth(connection, subscriber)).isEqualTo(3);
    assertThat(receivers.acknowledge(connection, subscriber, Receivers.receipts(leased)))
        .containsExactly(ReceiptOutcome.EXPIRED);
    assertThat(engine.drain(connection, subscriber)).containsExactly("one", "two", "three");
  }

  @Test
  void the_limit_holds_when_everything_is_leased_and_has_expired() throws SQLException {
    for (int i = 0; i < 3; i++) {
      publish("expires", Duration.ofSeconds(5));
    }
    receivers.receive(connection, subscriber, 3);
    engine.clock.advance(Duration.ofSeconds(10));

    publish("fits", Duration.ofHours(1));

    assertThat(engine.depth(connection, subscriber)).isLessThanOrEqualTo(3);
    assertThat(engine.drain(connection, subscriber)).containsExactly("fits");
  }

  @Test
  void the_limit_holds_when_the_clock_steps_back_before_the_end_of_a_lease() throws SQLException {
    TopicDetails narrow = engine.topic(TopicSettings.builder("").maxDepth(3));
    subscriber = engine.subscribe(connection, narrow);
    Publication expiring =
        Publication.builder().data("expires").expiration(Duration.ofSeconds(5)).build();
    engine.publish(connection, narrow, expiring, expiring.toBuilder().build());
    receivers.receive(connection, subscriber, 2);
    engine.clock.advance(Receivers.LEASE);
    engine.publish(connection, narrow, Publication.of("counted"));
    engine.clock.advance(Duration.ofSeconds(-1));

    assertThatThrownBy(
            () ->
                engine.publish(
                    connection, narrow, Publication.of("does not"), Publication.of("fit")))
        .isInstanceOf(TidingsException.class);
    assertThat(engine.depth(connection, subscriber)).isEqualTo(3);
  }

  /** It was sent back before a cleaner took the message out that stopped before it was done. */
  @Test
  void what_came_back_and_has_expired_does_not_keep_the_log() throws SQLException {
    publish("returns", Duration.ofSeconds(60));
    receiveAndReject(Rejection.plain().after(Duration.ofHours(1)), EngineFixture.MAX_DELIVERIES);
    publish("newest", Duration.ofHours(1));
    engine.drain(connection, subscriber);
    connection.commit();
    engine.clock.advance(Duration.ofSeconds(60));
    cleanTheLogAlone();

    engine.bean(TopicCleaner.class).clean(topic);

    assertThat(
            engine
                .bean(LowWatermarks.class)
                .read(connection, topic.id())
                .orElseThrow()
                .lanes()
                .at(5))
        .isEqualTo(3);
  }

  /** What a cleaner does that stops after its first transaction. */
  private void cleanTheLogAlone() throws SQLException {
    MessageLog.End end = engine.log.end(connection, topic.id());
    engine.expiredMessages.clean(connection, topic.id(), end, engine.clock.instant(), 10);
    connection.commit();
  }

  private List<String> browse(MessageState state) throws SQLException {
    return Receivers.texts(
        engine
            .queues
            .browse(
                connection,
                subscriber.queue(),
                state,
                engine.clock,
                topic.settings().maxDeliveries(),
                "",
                10,
                Long.MAX_VALUE)
            .orElseThrow()
            .deliveries());
  }

  private QueueDepths.States states() throws SQLException {
    return engine.queueDepths.states(
        connection, subscriber.queue(), engine.clock.instant(), topic.settings().maxDeliveries());
  }
}
