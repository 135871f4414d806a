package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A queue, and servers at which receivers wait for what comes into it. */
abstract class PendingReceivesScene {
  static final Duration LONG = Duration.ofSeconds(60);
  static final Duration BRIEF = Duration.ofMillis(150);

  @Parameter TestDatabase database;

  private final List<BrokerNode> nodes = new ArrayList<>();
  EngineFixture engine;
  TopicDetails topic;
  Subscriber subscriber;

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

  BrokerNode ticking() throws ReflectiveOperationException {
    return added(BrokerNode.ticking(database, engine.clock));
  }

  BrokerNode withoutTicks(Object... special) throws ReflectiveOperationException {
    return added(BrokerNode.withoutTicks(database, engine.clock, special));
  }

  BrokerNode withoutTicks(OwnTransactions transactions, Object... special)
      throws ReflectiveOperationException {
    return added(BrokerNode.withoutTicks(transactions, engine.clock, special));
  }

  private BrokerNode added(BrokerNode node) {
    nodes.add(node);
    return node;
  }

  Subscriber subscribe() throws SQLException {
    try (Connection connection = database.connect()) {
      Subscriber added = engine.subscribe(connection, topic);
      connection.commit();
      return added;
    }
  }

  void unsubscribe() throws SQLException {
    try (Connection connection = database.connect()) {
      engine.unsubscribe(connection, subscriber);
      connection.commit();
    }
  }

  static List<Message> finished(CompletableFuture<List<Message>> waiting) {
    await().until(waiting::isDone);
    return waiting.join();
  }

  static List<String> texts(List<Message> messages) {
    return messages.stream().map(message -> message.data().asString()).toList();
  }

  static void assertFailed(CompletableFuture<List<Message>> waiting, ErrorType type) {
    await().until(waiting::isDone);
    assertThatThrownBy(waiting::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TidingsException.class, failure -> assertThat(failure.type()).isEqualTo(type));
  }
}
