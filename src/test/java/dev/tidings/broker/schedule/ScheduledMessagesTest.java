package dev.tidings.broker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.BrokerNode;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.ScheduledMessagesScene;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.read.QueueEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is held back comes when it is due, once, and to those who are there then. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ScheduledMessagesTest extends ScheduledMessagesScene {

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

    List<QueueEntry> deliveries = drain(subscriber);
    assertThat(texts(deliveries)).containsExactly("a");
    Instant now = engine.clock.instant();
    assertThat(deliveries.get(0).entry().publishedAt()).isEqualTo(now);
    assertThat(deliveries.get(0).entry().expiresAt()).isEqualTo(now.plus(Duration.ofMinutes(5)));
    assertThat(count("scheduled")).isZero();
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
    try (var delete = connection.prepareStatement("DELETE FROM tidings.topic WHERE id = ?")) {
      delete.setLong(1, topic.id());
      delete.executeUpdate();
    }
    connection.commit();

    engine.clock.advance(HOUR);
    release(node);

    assertThat(count("scheduled")).isZero();
  }

  /** As if the other one had been published at the same moment. */
  private void takeId(TopicDetails topic, MessageId id) throws SQLException {
    Publication other = Publication.builder().data("other").msgId(id).build();
    LogEntry entry =
        new LogEntry(
            other.priority(),
            0,
            id,
            engine.clock.instant(),
            engine.clock.instant().plus(HOUR.multipliedBy(2)),
            true,
            1,
            "pub=/**",
            other);
    MessageLog.End end = engine.log.end(connection, topic.id());
    engine.log.append(connection, topic.id(), MessageLog.place(end, List.of(entry)).entries());
    connection.commit();
  }
}
