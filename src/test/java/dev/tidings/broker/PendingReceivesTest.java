package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.receive.ReceiveService;
import dev.tidings.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who waits gets what comes, at once, in turn, and not a moment too long. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PendingReceivesTest extends PendingReceivesScene {
  @Test
  void who_waits_gets_what_is_published_then() throws Exception {
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 10, LONG);
    assertThat(waiting).isNotDone();

    node.publish(topic, Publication.of("a"), Publication.of("b"));

    assertThat(texts(finished(waiting))).containsExactly("a", "b");
    assertThat(waiting.join()).extracting(Message::deliveryCount).containsOnly(1);
    assertThat(node.bean(PendingReceives.class).isEmpty()).isTrue();
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
    await().until(node.bean(PendingReceives.class)::isEmpty);
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
    assertThat(counting.looks).hasValue(4);
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
    execute("INSERT INTO tidings.endpoint_pattern VALUES (?, 1, 'sub=/**')", subscriber);
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);
    assertThat(waiting).isNotDone();

    execute("UPDATE tidings.endpoint SET is_active = FALSE WHERE id = ?", subscriber);
    SubscriptionLookup access = node.bean(SubscriptionLookup.class);
    await().until(() -> access.objection(access.require(subscriber.key())).isPresent());
    node.publish(topic, Publication.of("a"));

    assertFailed(waiting, ErrorType.TOPIC_NOT_ACCESSIBLE);
    assertThat(texts(node.receive(subscriber.key(), 1, Duration.ZERO).join())).containsExactly("a");
  }

  @Test
  void an_endpoint_without_the_permission_does_not_begin_to_wait() throws Exception {
    ReceiveService receiveService = withoutTicks().bean(ReceiveService.class);
    ReceiveOptions one = ReceiveOptions.builder().max(1).build();

    assertThatThrownBy(() -> receiveService.receiveForEndpoint(subscriber.key(), one, LONG))
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.TOPIC_NOT_ACCESSIBLE));
  }

  @Test
  void who_stops_waiting_is_forgotten_and_gets_nothing() throws Exception {
    BrokerNode node = withoutTicks();
    CompletableFuture<List<Message>> gone = node.receive(subscriber.key(), 1, LONG);
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    gone.cancel(false);
    node.publish(topic, Publication.of("a"));

    assertThat(finished(waiting)).extracting(Message::deliveryCount).containsExactly(1);
    assertThat(node.bean(PendingReceives.class).isEmpty()).isTrue();
  }

  @Test
  void all_waits_end_with_the_server() throws Exception {
    BrokerNode node = ticking();
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 1, LONG);

    node.bean(PendingReceives.class).close();

    assertThat(waiting).isCompletedWithValue(List.of());
    assertThat(node.receive(subscriber.key(), 1, LONG)).isCompletedWithValue(List.of());
    assertThat(node.bean(PendingReceives.class).isEmpty()).isTrue();
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

    node.bean(PendingReceives.class).checkAll();
    await().until(() -> counting.sizes.equals(List.of(20)));
    for (int i = 0; i < BrokerNode.WINDOW; i++) {
      node.publish(topic, Publication.of("m" + i));
    }

    for (CompletableFuture<List<Message>> one : waiting) {
      assertThat(finished(one)).hasSize(1);
    }
    assertThat(node.bean(PendingReceives.class).isEmpty()).isTrue();
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
}
