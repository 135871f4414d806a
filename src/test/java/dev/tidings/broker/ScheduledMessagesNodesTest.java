package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.schedule.ScheduledMessages;
import dev.tidings.fixture.Session;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who releases what is held back: a server by itself, one of several, the next one. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScheduledMessagesNodesTest extends ScheduledMessagesScene {
  private static final Duration LONG = Duration.ofSeconds(60);

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
      first.does(ScheduledMessagesNodesTest::deleteScheduled);

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

    fresh.bean(ScheduledMessages.class).look();
    await().until(fresh.bean(ScheduledMessages.class)::isAnything);
    engine.clock.advance(HOUR);

    await().until(() -> count("scheduled") == 0);
    assertThat(drained(subscriber)).containsExactly("a");
  }

  private static int deleteScheduled(Connection open) throws SQLException {
    try (var statement = open.createStatement()) {
      return statement.executeUpdate("DELETE FROM tidings.scheduled");
    }
  }
}
