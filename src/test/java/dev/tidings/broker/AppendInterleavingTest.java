package dev.tidings.broker;

import static dev.tidings.fixture.Session.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.NoTopicLock;
import dev.tidings.fixture.Session;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two sessions at once on one topic, step by step, in both orders and with both orders of commit.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AppendInterleavingTest {
  @Parameter TestDatabase database;

  private EngineFixture engine;
  private TopicDetails topic;
  private Subscriber subscriber;
  private Session one;
  private Session two;

  @BeforeEach
  void two_sessions_and_a_topic_with_a_subscriber() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    topic = engine.topic(TopicSettings.builder("").maxDepth(10));
    one = new Session(database);
    two = new Session(database);
    subscriber = one.does(c -> engine.subscribe(c, topic));
    one.commits();
  }

  @AfterEach
  void close() throws SQLException {
    one.close();
    two.close();
  }

  @Test
  void a_second_append_waits_for_the_first_and_takes_the_position_after_it() {
    one.does(c -> publish(engine, c, "first", 5));
    CompletableFuture<List<MessageId>> second = two.begins(c -> publish(engine, c, "second", 5));
    assertThat(second).isNotDone();

    one.commits();
    finish(second);
    two.commits();

    assertThat(drained(two, subscriber)).containsExactly("first", "second");
  }

  @Test
  void an_append_that_rolls_back_leaves_no_hole() {
    one.does(c -> publish(engine, c, "gone", 5));
    CompletableFuture<List<MessageId>> second = two.begins(c -> publish(engine, c, "there", 5));

    one.rollsBack();
    finish(second);
    two.commits();

    long next = two.does(c -> engine.log.end(c, topic.id()).lanes().at(5));
    assertThat(next).isEqualTo(2);
    assertThat(drained(two, subscriber)).containsExactly("there");
  }

  @Test
  void a_drain_that_begins_before_a_commit_neither_sees_nor_skips_the_message() {
    one.does(c -> publish(engine, c, "late", 5));

    assertThat(drained(two, subscriber)).isEmpty();
    one.commits();
    two.commits();

    assertThat(drained(two, subscriber)).containsExactly("late");
  }

  @Test
  void a_drain_that_commits_before_the_append_neither_sees_nor_skips_the_message() {
    one.does(c -> publish(engine, c, "seen", 5));
    one.commits();
    assertThat(drained(two, subscriber)).containsExactly("seen");
    one.does(c -> publish(engine, c, "late", 5));

    two.commits();
    one.commits();

    assertThat(drained(two, subscriber)).containsExactly("late");
  }

  @Test
  void two_drains_never_hand_out_the_same_message() {
    one.does(c -> publish(engine, c, "only once", 5));
    one.commits();
    assertThat(drained(one, subscriber)).containsExactly("only once");
    CompletableFuture<List<String>> second = two.begins(c -> engine.drain(c, subscriber));

    one.commits();

    List<String> drained = finish(second);
    assertThat(drained).isEmpty();
  }

  @Test
  void a_drain_that_rolls_back_leaves_its_messages_to_the_one_that_waited() {
    one.does(c -> publish(engine, c, "back", 5));
    one.commits();
    one.does(c -> engine.drain(c, subscriber));
    CompletableFuture<List<String>> second = two.begins(c -> engine.drain(c, subscriber));

    one.rollsBack();

    List<String> drained = finish(second);
    assertThat(drained).containsExactly("back");
  }

  @Test
  void a_subscriber_that_comes_during_an_append_begins_after_it() {
    one.does(c -> publish(engine, c, "before", 5));
    CompletableFuture<Subscriber> late = two.begins(c -> engine.subscribe(c, topic));
    assertThat(late).isNotDone();

    one.commits();
    Subscriber second = finish(late);
    two.commits();
    one.does(c -> publish(engine, c, "after", 5));
    one.commits();

    assertThat(drained(two, second)).containsExactly("after");
  }

  @Test
  void an_append_during_a_subscription_comes_after_it() {
    Subscriber second = two.does(c -> engine.subscribe(c, topic));
    CompletableFuture<List<MessageId>> append = one.begins(c -> publish(engine, c, "after", 5));
    assertThat(append).isNotDone();

    two.commits();
    finish(append);
    one.commits();

    assertThat(drained(two, second)).containsExactly("after");
  }

  @Test
  void the_last_subscriber_that_leaves_during_an_append_takes_its_message_along() {
    one.does(c -> publish(engine, c, "for the one who left", 5));
    CompletableFuture<Subscriber> leaving = two.begins(c -> left(c));

    one.commits();
    finish(leaving);
    two.commits();
    one.does(c -> publish(engine, c, "kept", 5));
    one.commits();

    Subscriber next = one.does(c -> engine.subscribe(c, topic));
    assertThat(drained(one, next)).containsExactly("kept");
  }

  @Test
  void an_append_while_the_last_subscriber_leaves_is_kept_for_the_next() {
    two.does(c -> left(c));
    CompletableFuture<List<MessageId>> append = one.begins(c -> publish(engine, c, "kept", 5));

    two.commits();
    finish(append);
    one.commits();

    Subscriber next = one.does(c -> engine.subscribe(c, topic));
    assertThat(drained(one, next)).containsExactly("kept");
  }

  @Test
  void clearing_during_an_append_removes_its_message_too() {
    one.does(c -> publish(engine, c, "gone", 5));
    CompletableFuture<Long> clear = two.begins(c -> engine.clear(c, subscriber));
    assertThat(clear).isNotDone();

    one.commits();

    long cleared = finish(clear);
    assertThat(cleared).isEqualTo(1);
    two.commits();
    assertThat(drained(two, subscriber)).isEmpty();
  }

  @Test
  void an_append_while_the_queue_is_cleared_stays() {
    long cleared = two.does(c -> engine.clear(c, subscriber));
    assertThat(cleared).isZero();
    CompletableFuture<List<MessageId>> append = one.begins(c -> publish(engine, c, "stays", 5));

    two.commits();
    finish(append);
    one.commits();

    assertThat(drained(two, subscriber)).containsExactly("stays");
  }

  @Test
  void clearing_waits_for_a_drain_and_finds_what_it_left() {
    one.does(c -> publish(engine, c, "drained", 5));
    one.does(c -> publish(engine, c, "cleared", 4));
    one.commits();
    List<String> first = one.does(c -> engine.drain(c, subscriber, 1));
    assertThat(first).containsExactly("drained");
    CompletableFuture<Long> clear = two.begins(c -> engine.clear(c, subscriber));

    one.commits();

    long cleared = finish(clear);
    assertThat(cleared).isEqualTo(1);
  }

  @Test
  void two_appends_at_once_never_exceed_the_maximum_depth() throws SQLException {
    assertThatTheMaximumDepthHolds(engine);
  }

  /** If this test found nothing without the lock, the ones above would prove nothing. */
  @Test
  void without_the_topic_lock_two_appends_at_once_exceed_the_maximum_depth() {
    EngineFixture unlocked = new EngineFixture(database, new NoTopicLock());

    assertThatThrownBy(() -> assertThatTheMaximumDepthHolds(unlocked))
        .isInstanceOf(AssertionError.class);
  }

  private void assertThatTheMaximumDepthHolds(EngineFixture tested) throws SQLException {
    TopicDetails narrow = tested.topic(TopicSettings.builder("").maxDepth(1));
    Subscriber waiting = one.does(c -> tested.subscribe(c, narrow));
    one.commits();

    one.does(c -> tested.publish(c, narrow, publication("fits", 5)));
    CompletableFuture<Optional<ErrorType>> second =
        two.begins(c -> refusal(tested, c, narrow, publication("does not fit", 6)));
    one.commits();
    Optional<ErrorType> refusal = finish(second);
    two.commits();

    long depth = two.does(c -> tested.depth(c, waiting));
    assertThat(depth).isEqualTo(1);
    assertThat(refusal).contains(ErrorType.QUEUE_FULL);
  }

  private static Optional<ErrorType> refusal(
      EngineFixture engine, Connection connection, TopicDetails topic, Publication publication)
      throws SQLException {
    try {
      engine.publish(connection, topic, publication);
      return Optional.empty();
    } catch (TidingsException refused) {
      connection.rollback();
      return Optional.of(refused.type());
    }
  }

  private List<String> drained(Session session, Subscriber from) {
    return session.does(c -> engine.drain(c, from));
  }

  private Subscriber left(Connection connection) throws SQLException {
    engine.unsubscribe(connection, subscriber);
    return subscriber;
  }

  private List<MessageId> publish(
      EngineFixture tested, Connection connection, String data, int priority) throws SQLException {
    return tested.publish(connection, topic, publication(data, priority));
  }

  private static Publication publication(String data, int priority) {
    return Publication.builder().data(data).priority(priority).build();
  }
}
