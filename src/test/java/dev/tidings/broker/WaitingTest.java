package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.queue.Outlook;
import dev.tidings.queue.QueueId;
import dev.tidings.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits gets what comes, at once, in turn, and not a moment too long. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WaitingTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofMillis(150);

  @Parameter TestDatabase database;

  private final List<BrokerNode> nodes = new ArrayList<>();
  private EngineFixture engine;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void begin() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    topic = engine.topic(TopicSettings.builder(""));
    subscriber = subscribe();
  }

  @AfterEach
  void end() throws Exception {
    for (BrokerNode node : nodes) {
      node.close();
    }
  }

  @Test
  void who_waits_gets_what_is_published_then() throws Exception {
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 10, LONG);
    assertThat(waiting).isNotDone();

    node.publish(topic, Publication.of("a"), Publication.of("b"));

    assertThat(texts(finished(waiting))).containsExactly("a", "b");
    assertThat(waiting.join()).extracting(Message::deliveryCount).containsOnly(1);
    assertThat(node.bean(WaitingRoom.class).isEmpty()).isTrue();
  }

  @Test
  void what_is_there_is_received_without_waiting() throws Exception {
    BrokerNode node = withoutTicks();
    node.publish(topic, Publication.of("a"));

    assertThat(texts(node.receive(subscriber.key(), 10, LONG).join())).containsExactly("a");
  }

  @Test
  void a_wait_ends_with_nothing_when_its_time_is_over() throws Exception {
    BrokerNode node = ticking();

    assertThat(finished(node.receive(subscriber.key(), 10, BRIEF))).isEmpty();
    await().until(node.bean(WaitingRoom.class)::isEmpty);
  }

  @Test
  void what_is_committed_just_after_the_look_is_not_missed() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    between.afterLook = () -> node.publish(topic, Publication.of("just after"));

    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 10, LONG);

    assertThat(texts(finished(waiting))).containsExactly("just after");
  }

  @Test
  void what_is_committed_in_the_middle_of_a_round_is_not_missed() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 10, LONG);
    await().until(() -> between.looks.get() == 2);
    between.afterLook = () -> node.publish(topic, Publication.of("just after"));

    node.bean(WakeUps.class).changed(subscriber.queue());

    assertThat(texts(finished(waiting))).containsExactly("just after");
  }

  @Test
  void first_come_is_first_served() throws Exception {
    BrokerNode node = withoutTicks();
    List<CompletableFuture<List<Message>>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(node.receive(subscriber.key(), 1, LONG));
    }

    node.publish(topic, Publication.of("a"));
    assertThat(texts(finished(waiting.get(0)))).containsExactly("a");
    assertThat(waiting.get(1)).isNotDone();
    node.publish(topic, Publication.of("b"), Publication.of("c"), Publication.of("d"));

    assertThat(texts(finished(waiting.get(1)))).containsExactly("b");
    assertThat(texts(finished(waiting.get(2)))).containsExactly("c");
    assertThat(texts(node.receive(subscriber.key(), 9, LONG).join())).containsExactly("d");
  }

  @Test
  void each_gets_as_much_as_it_wants_before_the_next_gets_anything() throws Exception {
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> first = node.receive(subscriber.key(), 2, LONG);
    CompletableFuture<List<Message>> second = node.receive(subscriber.key(), 2, LONG);
    CompletableFuture<List<Message>> third = node.receive(subscriber.key(), 2, LONG);

    node.publish(topic, Publication.of("a"), Publication.of("b"), Publication.of("c"));

    assertThat(texts(finished(first))).containsExactly("a", "b");
    assertThat(texts(finished(second))).containsExactly("c");
    assertThat(third).isNotDone();
  }

  @Test
  void what_is_addressed_wakes_only_its_addressee() throws Exception {
    LateCommit counting = new LateCommit();
    Subscriber other = subscribe();
    BrokerNode node = withoutTicks(counting);
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);
    CompletableFuture<List<Message>> others = node.receive(other.key(), 1, LONG);
    await().until(() -> counting.looks.get() == 4);

    node.publish(topic, Publication.builder().data("a").deliverTo(other.key()).build());

    assertThat(texts(finished(others))).containsExactly("a");
    assertThat(waiting).isNotDone();
    assertThat(counting.looks).hasValue(5);
  }

  @Test
  void what_is_rejected_without_delay_wakes_the_next() throws Exception {
    BrokerNode node = withoutTicks();
    node.publish(topic, Publication.of("a"));
    List<Receipt> receipts = receipts(node.receive(subscriber.key(), 1, Duration.ZERO).join());
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    reject(node, receipts, Duration.ZERO);

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void what_is_rejected_with_a_delay_comes_when_it_is_due() throws Exception {
    BrokerNode node = ticking();
    node.publish(topic, Publication.of("a"));
    List<Receipt> receipts = receipts(node.receive(subscriber.key(), 1, Duration.ZERO).join());
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);
    reject(node, receipts, Duration.ofHours(1));

    engine.clock.advance(Duration.ofMinutes(59));
    assertThat(finished(node.receive(subscriber.key(), 1, BRIEF))).isEmpty();
    assertThat(waiting).isNotDone();
    engine.clock.advance(Duration.ofMinutes(1));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void what_comes_back_from_a_lease_that_ends_is_received_by_who_waits() throws Exception {
    BrokerNode node = ticking();
    node.publish(topic, Publication.of("a"));
    ReceiveOptions options =
        ReceiveOptions.builder().lease(Duration.ofHours(1)).waiting(LONG).build();
    node.receive(subscriber.key(), options).join();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), options);

    engine.clock.advance(Duration.ofHours(1));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void what_the_window_holds_back_comes_as_soon_as_there_is_room() throws Exception {
    BrokerNode node = withoutTicks();
    for (int i = 0; i <= BrokerNode.WINDOW; i++) {
      node.publish(topic, Publication.of("m" + i));
    }
    List<Message> leased = node.receive(subscriber.key(), 100, Duration.ZERO).join();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 100, LONG);
    assertThat(leased).hasSize(BrokerNode.WINDOW);

    node.bean(Settlements.class)
        .settleAtOnce(subscriber.key(), receipts(leased).subList(0, 1), Optional.empty())
        .join();

    assertThat(texts(finished(waiting))).containsExactly("m" + BrokerNode.WINDOW);
  }

  @Test
  void a_wait_ends_with_an_error_when_the_subscription_ends() throws Exception {
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    unsubscribe();
    node.bean(WakeUps.class).changed(subscriber.queue());

    assertFailed(waiting, ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE);
  }

  @Test
  void who_loses_the_permission_while_he_waits_gets_nothing_any_more() throws Exception {
    execute("INSERT INTO endpoint_pattern VALUES (?, 1, 'sub=/**')", subscriber);
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);
    assertThat(waiting).isNotDone();

    execute("UPDATE endpoint SET is_active = FALSE WHERE id = ?", subscriber);
    SubscriptionAccess access = node.bean(SubscriptionAccess.class);
    await().until(() -> access.objection(access.require(subscriber.key())).isPresent());
    node.publish(topic, Publication.of("a"));

    assertFailed(waiting, ErrorType.TOPIC_NOT_ACCESSIBLE);
    assertThat(texts(node.receive(subscriber.key(), 1, Duration.ZERO).join())).containsExactly("a");
  }

  @Test
  void what_another_server_announces_is_received_here() throws Exception {
    BrokerNode here = withoutTicks();
    BrokerNode there = withoutTicks();
    there.announceTo(here);
    CompletableFuture<List<Message>> waiting = here.receive(subscriber.key(), 1, LONG);

    there.publish(topic, Publication.of("a"));

    assertThat(texts(finished(waiting))).containsExactly("a");
  }

  @Test
  void what_another_server_publishes_is_found_even_if_its_announcement_is_lost() throws Exception {
    BrokerNode here = ticking();
    BrokerNode there = withoutTicks();
    CompletableFuture<List<Message>> waiting = here.receive(subscriber.key(), 1, LONG);

    there.publish(topic, Publication.of("a"));

    assertThat(texts(finished(waiting))).containsExactly("a");
  }

  @Test
  void what_another_server_leased_comes_back_here_when_the_lease_ends() throws Exception {
    BrokerNode here = ticking();
    BrokerNode there = withoutTicks();
    there.publish(topic, Publication.of("a"));
    ReceiveOptions forAnHour = ReceiveOptions.builder().lease(Duration.ofHours(1)).build();
    there.receive(subscriber.key(), forAnHour).join();
    CompletableFuture<List<Message>> waiting = here.receive(subscriber.key(), 1, LONG);

    engine.clock.advance(Duration.ofHours(1));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void a_wait_ends_when_another_server_ends_the_subscription_without_a_word() throws Exception {
    BrokerNode node = ticking();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    unsubscribe();

    assertFailed(waiting, ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE);
  }

  @Test
  void who_stops_waiting_is_forgotten_and_gets_nothing() throws Exception {
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> gone = node.receive(subscriber.key(), 1, LONG);
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    gone.cancel(false);
    node.publish(topic, Publication.of("a"));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(1);
    assertThat(node.bean(WaitingRoom.class).isEmpty()).isTrue();
  }

  @Test
  void nothing_is_leased_for_who_went_while_somebody_looked() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    CompletableFuture<List<Message>> gone = node.receive(subscriber.key(), 1, LONG);
    await().until(() -> between.looks.get() == 2);
    between.afterLook = () -> gone.cancel(false);

    node.publish(topic, Publication.of("a"));

    await().until(gone::isDone);
    assertThat(finished(node.receive(subscriber.key(), 1, LONG)))
        .extracting(Message::deliveryCount)
        .containsExactly(1);
  }

  @Test
  void what_was_leased_for_who_had_just_gone_comes_back_with_its_count() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    CompletableFuture<List<Message>> gone = node.receive(subscriber.key(), 1, LONG);
    await().until(() -> between.looks.get() == 2);
    between.beforeHandOut = () -> gone.cancel(false);

    node.publish(topic, Publication.of("a"));

    await().until(gone::isDone);
    assertThat(finished(node.receive(subscriber.key(), 1, LONG)))
        .extracting(Message::deliveryCount)
        .containsExactly(2);
  }

  @Test
  void all_waits_end_with_the_server() throws Exception {
    BrokerNode node = ticking();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    node.bean(WaitingRoom.class).close();

    assertThat(waiting).isCompletedWithValue(List.of());
    assertThat(node.receive(subscriber.key(), 1, LONG)).isCompletedWithValue(List.of());
    assertThat(node.bean(WaitingRoom.class).isEmpty()).isTrue();
  }

  @Test
  void many_who_wait_at_many_queues_cost_one_look_and_each_gets_its_own() throws Exception {
    LateCommit counting = new LateCommit();
    BrokerNode node = withoutTicks(counting);
    List<CompletableFuture<List<Message>>> waiting = new ArrayList<>();
    for (int queue = 0; queue < 20; queue++) {
      SubscriptionKey key = subscribe().key();
      for (int i = 0; i < BrokerNode.WINDOW; i++) {
        waiting.add(node.receive(key, 1, LONG));
      }
    }

    node.bean(WaitingRoom.class).lookForAll();
    await().until(() -> counting.sizes.equals(List.of(20)));
    for (int i = 0; i < BrokerNode.WINDOW; i++) {
      node.publish(topic, Publication.of("m" + i));
    }

    for (CompletableFuture<List<Message>> one : waiting) {
      assertThat(finished(one)).hasSize(1);
    }
    assertThat(node.bean(WaitingRoom.class).isEmpty()).isTrue();
  }

  /** Counts looks, and lets something happen between one and what follows from it. */
  private static final class LateCommit extends HandingOut {
    final AtomicInteger looks = new AtomicInteger();
    final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private volatile Runnable afterLook = () -> {};
    private volatile Runnable beforeHandOut = () -> {};

    @Override
    Optional<Outlook> look(QueueId queue) {
      Optional<Outlook> outlook = super.look(queue);
      Runnable now = afterLook;
      afterLook = () -> {};
      now.run();
      looks.incrementAndGet();
      return outlook;
    }

    @Override
    CompletableFuture<List<List<Message>>> handOut(
        SubscriptionAccess.Queue queue, List<ReceiveOptions> wishes) {
      Runnable now = beforeHandOut;
      beforeHandOut = () -> {};
      now.run();
      return super.handOut(queue, wishes);
    }

    @Override
    Map<QueueId, Outlook> look(Collection<QueueId> queues) {
      if (queues.size() > 1) {
        sizes.add(queues.size());
      }
      return super.look(queues);
    }
  }

  private BrokerNode ticking() throws ReflectiveOperationException {
    return added(BrokerNode.ticking(database, engine.clock));
  }

  private BrokerNode withoutTicks(Object... special) throws ReflectiveOperationException {
    return added(BrokerNode.withoutTicks(database, engine.clock, special));
  }

  private BrokerNode added(BrokerNode node) {
    nodes.add(node);
    return node;
  }

  private Subscriber subscribe() throws SQLException {
    try (Connection connection = database.connect()) {
      Subscriber added = engine.subscribe(connection, topic);
      connection.commit();
      return added;
    }
  }

  private void unsubscribe() throws SQLException {
    try (Connection connection = database.connect()) {
      engine.unsubscribe(connection, subscriber);
      connection.commit();
    }
  }

  /** A subscription and its endpoint have one id here. */
  private void execute(String sql, Subscriber of) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, of.queue().subscriptionId());
      statement.executeUpdate();
      connection.commit();
    }
  }

  private void reject(BrokerNode node, List<Receipt> receipts, Duration delay) {
    Optional<Rejection> rejection = Optional.of(Rejection.plain().after(delay));
    node.bean(Settlements.class).settleAtOnce(subscriber.key(), receipts, rejection).join();
  }

  private static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(message -> message.receipt().orElseThrow()).toList();
  }

  private static List<Message> finished(CompletableFuture<List<Message>> waiting) {
    await().until(waiting::isDone);
    return waiting.join();
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(message -> message.data().asString()).toList();
  }

  private static void assertFailed(CompletableFuture<List<Message>> waiting, ErrorType type) {
    await().until(waiting::isDone);
    assertThatThrownBy(waiting::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TidingsException.class, failure -> assertThat(failure.type()).isEqualTo(type));
  }
}
