package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.Session;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.queue.Budget;
import dev.tidings.queue.Delivery;
import dev.tidings.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is held back comes when it is due, once, and to those who are there then. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HeldBackTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(60);

  @Parameter TestDatabase database;

  private final List<BrokerNode> nodes = new ArrayList<>();
  private EngineFixture engine;
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    connection = database.connect();
    // What other tests have left is due at other times, but it is there.
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM scheduled");
    }
    connection.commit();
  }

  @AfterEach
  void end() throws Exception {
    for (BrokerNode node : nodes) {
      node.close();
    }
    connection.close();
  }

  @Test
  void it_comes_when_it_is_due_and_expires_counted_from_then() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    Subscriber subscriber = subscribe(topic);
    BrokerNode node = withoutTicks();
    node.publish(topic, later("a").expiration(Duration.ofMinutes(5)).build(), Publication.of("b"));
    assertThat(drained(subscriber)).containsExactly("b");

    engine.clock.advance(HOUR.minusMillis(1));
    release(node);
    assertThat(drained(subscriber)).isEmpty();
    engine.clock.advance(Duration.ofMillis(1));
    release(node);

    List<Delivery> deliveries = drain(subscriber);
    assertThat(texts(deliveries)).containsExactly("a");
    Instant now = engine.clock.instant();
    assertThat(deliveries.get(0).entry().publishedAt()).isEqualTo(now);
    assertThat(deliveries.get(0).entry().expiresAt()).isEqualTo(now.plus(Duration.ofMinutes(5)));
    assertThat(count("scheduled")).isZero();
  }

  @Test
  void who_waits_gets_it_on_time() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    Subscriber subscriber = subscribe(topic);
    BrokerNode node = ticking();
    MessageId id = node.publish(topic, later("a").build()).get(0);
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    engine.clock.advance(HOUR);

    await().until(waiting::isDone);
    assertThat(waiting.join()).extracting(Message::msgId).containsExactly(id);
  }

  @Test
  void it_comes_in_the_order_in_which_it_is_due() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    Subscriber subscriber = subscribe(topic);
    BrokerNode node = withoutTicks();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      node.publish(topic, later("m" + i).deliverAfter(HOUR.minusMinutes(i % 50)).build());
    }
    for (int minute = 49; minute >= 0; minute--) {
      for (int i = minute; i < 150; i += 50) {
        expected.add("m" + i);
      }
    }

    engine.clock.advance(HOUR);
    release(node);

    assertThat(drained(subscriber)).isEqualTo(expected);
  }

  @Test
  void it_goes_to_those_addressees_that_are_still_there() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    Subscriber gone = subscribe(topic);
    Subscriber there = subscribe(topic);
    Subscriber other = subscribe(topic);
    BrokerNode node = withoutTicks();
    node.publish(
        topic,
        later("to both").deliverTo(gone.key(), there.key()).build(),
        later("to nobody").deliverTo(gone.key()).build());
    engine.unsubscribe(connection, gone);
    connection.commit();

    engine.clock.advance(HOUR);
    release(node);

    assertThat(drained(there)).containsExactly("to both");
    assertThat(drained(other)).isEmpty();
    assertThat(count("scheduled")).isZero();
  }

  @Test
  void without_subscriptions_it_is_kept_or_dropped_as_the_topic_says() throws Exception {
    TopicDetails keeping = topic(TopicSettings.builder(""));
    TopicDetails dropping = topic(TopicSettings.builder("").onNoSubs(OnNoSubs.DROP));
    BrokerNode node = withoutTicks();
    node.publish(keeping, later("a").build());
    node.publish(dropping, later("b").build());

    engine.clock.advance(HOUR);
    release(node);

    assertThat(drained(subscribe(keeping))).containsExactly("a");
    assertThat(drained(subscribe(dropping))).isEmpty();
    assertThat(count("scheduled")).isZero();
  }

  @Test
  void what_does_not_fit_stays_in_its_order_until_it_does() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder("").maxDepth(2));
    Subscriber slow = subscribe(topic);
    Subscriber fast = subscribe(topic);
    BrokerNode node = withoutTicks();
    for (String text : List.of("a", "b", "c", "d")) {
      node.publish(topic, later(text).build());
    }
    node.publish(topic, later("to the slow").deliverTo(slow.key()).build());
    node.publish(topic, later("to the fast").deliverTo(fast.key()).build());

    engine.clock.advance(HOUR);
    release(node);
    assertThat(drained(fast)).containsExactly("a", "b");
    release(node);
    assertThat(drained(fast)).containsExactly("to the fast");
    assertThat(drained(slow)).containsExactly("a", "b");
    release(node);

    assertThat(drained(slow)).containsExactly("c", "d");
    release(node);
    assertThat(drained(slow)).containsExactly("to the slow");
    assertThat(drained(fast)).containsExactly("c", "d");
    assertThat(count("scheduled")).isZero();
  }

  @Test
  void what_did_not_fit_is_tried_again_without_a_word() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder("").maxDepth(1));
    Subscriber subscriber = subscribe(topic);
    BrokerNode node = ticking();
    node.publish(topic, later("a").build());
    node.publish(topic, later("b").build());
    engine.clock.advance(HOUR);
    await().until(() -> count("scheduled") == 1);

    assertThat(drained(subscriber)).containsExactly("a");

    await().until(() -> count("scheduled") == 0);
    assertThat(drained(subscriber)).containsExactly("b");
  }

  @Test
  void two_servers_at_once_move_each_of_it_once() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder("").maxDepth(10_000));
    Subscriber subscriber = subscribe(topic);
    BrokerNode one = withoutTicks();
    BrokerNode other = withoutTicks();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      expected.add("m" + i);
      one.publish(topic, later("m" + i).build());
      engine.clock.advance(Duration.ofMillis(1));
    }
    engine.clock.advance(HOUR);

    List<CompletableFuture<Void>> both =
        List.of(
            CompletableFuture.runAsync(() -> release(one)),
            CompletableFuture.runAsync(() -> release(other)));
    both.forEach(CompletableFuture::join);

    assertThat(drained(subscriber)).isEqualTo(expected);
    assertThat(count("scheduled")).isZero();
  }

  @Test
  void a_second_server_waits_for_the_first_and_then_finds_nothing() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    Subscriber subscriber = subscribe(topic);
    BrokerNode node = withoutTicks();
    node.publish(topic, later("a").build());
    engine.clock.advance(HOUR);
    try (Session first = new Session(database)) {
      first.does(open -> new TopicLock().lock(open, topic.id()));
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> release(node));
      first.does(HeldBackTest::deleteScheduled);

      first.commits();
      second.join();
    }

    assertThat(drained(subscriber)).isEmpty();
  }

  @Test
  void a_server_finds_what_another_one_has_left_behind() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    Subscriber subscriber = subscribe(topic);
    withoutTicks().publish(topic, later("a").build());
    BrokerNode fresh = ticking();

    fresh.bean(HeldBack.class).look();
    await().until(fresh.bean(HeldBack.class)::isAnything);
    engine.clock.advance(HOUR);

    await().until(() -> count("scheduled") == 0);
    assertThat(drained(subscriber)).containsExactly("a");
  }

  @Test
  void one_whose_id_became_that_of_another_message_keeps_nobody_up() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    TopicDetails elsewhere = topic(TopicSettings.builder(""));
    Subscriber subscriber = subscribe(topic);
    BrokerNode node = withoutTicks();
    MessageId id = node.publish(topic, later("a").build(), later("b").build()).get(0);
    takeId(elsewhere, id);

    engine.clock.advance(HOUR);
    release(node);

    assertThat(drained(subscriber)).containsExactly("b");
    assertThat(count("scheduled")).isZero();
  }

  @Test
  void nothing_is_left_of_it_when_its_topic_is_deleted() throws Exception {
    TopicDetails topic = topic(TopicSettings.builder(""));
    BrokerNode node = withoutTicks();
    node.publish(topic, later("a").build());
    try (var delete = connection.prepareStatement("DELETE FROM topic WHERE id = ?")) {
      delete.setLong(1, topic.id());
      delete.executeUpdate();
    }
    connection.commit();

    engine.clock.advance(HOUR);
    release(node);

    assertThat(count("scheduled")).isZero();
  }

  private static Publication.Builder later(String text) {
    return Publication.builder().data(text).deliverAfter(HOUR);
  }

  private static void release(BrokerNode node) {
    node.bean(Releasing.class).releaseDue();
  }

  private TopicDetails topic(TopicSettings.Builder settings) throws SQLException {
    return engine.topic(settings);
  }

  private Subscriber subscribe(TopicDetails topic) throws SQLException {
    Subscriber added = engine.subscribe(connection, topic);
    connection.commit();
    return added;
  }

  private List<String> drained(Subscriber subscriber) throws SQLException {
    return texts(drain(subscriber));
  }

  private List<Delivery> drain(Subscriber subscriber) throws SQLException {
    List<Delivery> deliveries =
        engine
            .queues
            .drain(
                connection,
                subscriber.queue(),
                engine.clock.instant(),
                EngineFixture.MAX_DELIVERIES,
                new Budget(Integer.MAX_VALUE, Long.MAX_VALUE))
            .orElseThrow();
    connection.commit();
    return deliveries;
  }

  private static List<String> texts(List<Delivery> deliveries) {
    return deliveries.stream().map(one -> one.entry().publication().data().asString()).toList();
  }

  private long count(String table) throws SQLException {
    try (Connection own = database.connect();
        var statement = own.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static int deleteScheduled(Connection open) throws SQLException {
    try (var statement = open.createStatement()) {
      return statement.executeUpdate("DELETE FROM scheduled");
    }
  }

  /** As if the other one had been published at the same moment. */
  private void takeId(TopicDetails topic, MessageId id) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE message SET msg_id = ? WHERE topic_id = ?")) {
      engine.publish(connection, topic, Publication.of("other"));
      update.setBytes(1, id.toBytes());
      update.setLong(2, topic.id());
      update.executeUpdate();
      connection.commit();
    }
  }

  private BrokerNode ticking() throws ReflectiveOperationException {
    return added(BrokerNode.ticking(database, engine.clock));
  }

  private BrokerNode withoutTicks() throws ReflectiveOperationException {
    return added(BrokerNode.withoutTicks(database, engine.clock));
  }

  private BrokerNode added(BrokerNode node) {
    nodes.add(node);
    return node;
  }
}
