package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two threads that begin at the same moment, many times over, on PostgreSQL. */
class RacesTest {
  private static final int ROUNDS = Math.max(200, Integer.getInteger("tidings.test.rounds", 0));
  private static final int BATCH = 5;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CyclicBarrier start = new CyclicBarrier(2);
  private OwnTransactions transactions;
  private EngineFixture engine;
  private Receivers receivers;
  private TopicDetails topic;

  @BeforeEach
  void an_engine() throws SQLException {
    transactions = new OwnTransactions(TestDatabase.POSTGRESQL);
    engine = new EngineFixture(TestDatabase.POSTGRESQL, new TopicLock());
    receivers = new Receivers(engine);
    topic = engine.topic(TopicSettings.builder(""));
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    transactions.close();
  }

  private List<String> drained(Subscriber subscriber) {
    return done(c -> engine.drain(c, subscriber));
  }

  /** What came of a race. */
  private record Both<A, B>(A one, B other) {}

  private <A, B> Both<A, B> race(SqlWork<A> one, SqlWork<B> other) {
    CompletableFuture<A> first = started(one);
    CompletableFuture<B> second = started(other);
    return new Both<>(first.join(), second.join());
  }

  private <T> CompletableFuture<T> started(SqlWork<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            start.await(10, TimeUnit.SECONDS);
          } catch (Exception alone) {
            throw new IllegalStateException(alone);
          }
          return done(work);
        },
        threads);
  }

  private <T> T done(SqlWork<T> work) {
    return transactions.inTransaction(Durability.GUARANTEED, work);
  }

  private Subscriber subscriber() {
    return done(c -> engine.subscribe(c, topic));
  }

  @Test
  void of_two_who_acknowledge_the_same_one_does_it() {
    Subscriber subscriber = subscriber();
    for (int round = 0; round < ROUNDS; round++) {
      List<Receipt> receipts = Receivers.receipts(leased(subscriber));
      SqlWork<List<ReceiptOutcome>> acknowledge =
          c -> receivers.acknowledge(c, subscriber, receipts);

      Both<List<ReceiptOutcome>, List<ReceiptOutcome>> both = race(acknowledge, acknowledge);

      List<ReceiptOutcome> all = new ArrayList<>(both.one);
      all.addAll(both.other);
      assertThat(all).containsOnly(ReceiptOutcome.DONE, ReceiptOutcome.EXPIRED);
      assertThat(all.stream().filter(ReceiptOutcome.DONE::equals)).hasSize(receipts.size());
    }
    engine.clock.advance(Receivers.LEASE.multipliedBy(2));
    assertThat(drained(subscriber)).isEmpty();
  }

  private List<QueueEntry> leased(Subscriber subscriber) {
    return done(
        c -> {
          engine.publish(c, topic, publications());
          return receivers.receive(c, subscriber, BATCH);
        });
  }

  private static Publication[] publications() {
    Publication[] all = new Publication[BATCH];
    for (int i = 0; i < BATCH; i++) {
      all[i] = Publication.of("m" + i);
    }
    return all;
  }

  @Test
  void two_receivers_share_what_is_there() {
    Subscriber subscriber = subscriber();
    for (int round = 0; round < ROUNDS; round++) {
      done(c -> engine.publish(c, topic, publications()));
      SqlWork<List<QueueEntry>> receive = c -> receivers.receive(c, subscriber, 3);

      Both<List<QueueEntry>, List<QueueEntry>> both = race(receive, receive);

      List<QueueEntry> all = new ArrayList<>(both.one);
      all.addAll(both.other);
      assertThat(Receivers.texts(all)).containsExactlyInAnyOrder("m0", "m1", "m2", "m3", "m4");
      assertThat(all).allMatch(delivery -> delivery.deliveryCount() == 1);
      List<ReceiptOutcome> outcomes =
          done(c -> receivers.acknowledge(c, subscriber, Receivers.receipts(all)));
      assertThat(outcomes).containsOnly(ReceiptOutcome.DONE);
    }
  }

  @Test
  void publishing_while_somebody_leaves_loses_nothing_of_the_others_and_leaves_nothing_behind() {
    Subscriber witness = subscriber();
    for (int round = 0; round < ROUNDS; round++) {
      Subscriber leaving = subscriber();
      String text = "round " + round;

      Both<Optional<List<MessageId>>, Long> both =
          race(c -> publish(c, topic, text), c -> left(c, leaving));

      assertThat(both.one).isPresent();
      assertThat(drained(witness)).containsExactly(text);
      assertGone(List.of(both.other));
    }
  }

  private long left(Connection connection, Subscriber subscriber) throws SQLException {
    engine.unsubscribe(connection, subscriber);
    return subscriber.queue().subscriptionId();
  }

  private Optional<List<MessageId>> publish(Connection connection, TopicDetails to, String text)
      throws SQLException {
    List<MessageId> ids = List.of(engine.bean(MessageIdGenerator.class).next());
    PublicationWriter.Call call =
        new PublicationWriter.Call(to, 1, "pub=/**", List.of(Publication.of(text)), ids, "", true);
    return engine
        .bean(PublicationWriter.class)
        .publish(connection, call)
        .outcomes()
        .get(0)
        .orThrow();
  }

  private void assertGone(List<Long> subscriptions) {
    done(
        c -> {
          new EngineInvariants(c, engine, topic.id()).assertAreGone(subscriptions);
          return subscriptions;
        });
  }

  @Test
  void publishing_while_the_topic_is_deleted_leaves_nothing_behind() {
    for (int round = 0; round < ROUNDS; round++) {
      topic = done(c -> engine.topic(c, TopicSettings.builder("")));
      Subscriber subscriber = subscriber();

      race(
          c -> publish(c, topic, "any"),
          c -> {
            engine.delete(c, topic);
            return topic;
          });

      assertGone(List.of(subscriber.queue().subscriptionId()));
      done(
          c -> {
            new EngineInvariants(c, engine, topic.id()).assertTopicIsGone();
            return topic;
          });
    }
  }

  /** Who is told that the topic has changed looks at it again, as the broker does. */
  @Test
  void publishing_while_the_topic_is_renamed_stores_once() {
    Subscriber subscriber = subscriber();
    for (int round = 0; round < ROUNDS; round++) {
      String text = "round " + round;
      TopicDetails old = topic;

      Both<Optional<List<MessageId>>, TopicDetails> both =
          race(c -> publish(c, old, text), this::renamed);

      topic = both.other;
      if (both.one.isEmpty()) {
        Optional<List<MessageId>> again = done(c -> publish(c, topic, text));
        assertThat(again).isPresent();
      }
      assertThat(drained(subscriber)).containsExactly(text);
    }
  }

  private TopicDetails renamed(Connection connection) throws SQLException {
    TopicDetails old = topic;
    engine.bean(TopicLock.class).lock(connection, old.id());
    String name = "/races/" + UUID.randomUUID();
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE tidings.topic SET name = ?, version = version + 1 WHERE id = ?")) {
      update.setString(1, name);
      update.setLong(2, old.id());
      update.executeUpdate();
    }
    TopicSettings settings = old.settings().toBuilder().name(name).build();
    return new TopicDetails(old.id(), old.version() + 1, old.createdAt(), settings);
  }
}
