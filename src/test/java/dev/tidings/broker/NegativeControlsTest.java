package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.batch.QueueGroupCommit;
import dev.tidings.broker.publish.PublishGroupCommit;
import dev.tidings.broker.settle.SettlementService;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.store.queue.CarelessLeases;
import dev.tidings.store.queue.inflight.Leases;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenarios that guard promises, each with the engine as it is and with one whose promise is
 * broken: if they did not notice that, they would prove nothing. The control for the topic's lock
 * is in {@link InterleavingTest}.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NegativeControlsTest {
  @Parameter TestDatabase database;

  /** Answers, and ends before it has committed. */
  private static final class AnsweringTooEarly extends OwnTransactions {
    AnsweringTooEarly(TestDatabase database) {
      super(database);
    }

    @Override
    protected void end(Connection connection) {}
  }

  private static final class AtOnce extends WorkerThreads {
    @Override
    public void execute(Runnable work) {
      work.run();
    }
  }

  @Test
  void what_was_answered_is_there() throws Exception {
    assertThatWhatWasPublishedIsThere(new OwnTransactions(database));
    assertThatWhatWasAcknowledgedIsDone(new OwnTransactions(database));
  }

  @Test
  void what_is_answered_before_the_commit_is_lost_and_comes_again() {
    assertThatThrownBy(() -> assertThatWhatWasPublishedIsThere(new AnsweringTooEarly(database)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("published");
    assertThatThrownBy(() -> assertThatWhatWasAcknowledgedIsDone(new AnsweringTooEarly(database)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("acknowledged");
  }

  @Test
  void a_receipt_of_a_lease_that_ended_changes_nothing() throws Exception {
    assertThatALateReceiptChangesNothing(new Leases());
  }

  @Test
  void without_a_look_at_receipts_a_late_one_settles_what_another_has() {
    assertThatThrownBy(() -> assertThatALateReceiptChangesNothing(new CarelessLeases()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("late");
  }

  private void assertThatWhatWasPublishedIsThere(OwnTransactions transactions) throws Exception {
    try (transactions) {
      Scene scene = new Scene(transactions);
      List<MessageId> ids = List.of(scene.engine.bean(MessageIdGenerator.class).next());
      PublicationWriter.Call call =
          new PublicationWriter.Call(
              scene.topic, 1, "pub=/**", List.of(Publication.of("published")), ids, "", true);
      PublishGroupCommit writer = scene.engine.bean(PublishGroupCommit.class);
      writer.begin();

      assertThat(writer.write(call).join()).contains(ids);

      assertThat(scene.drained()).containsExactly("published");
    }
  }

  private void assertThatWhatWasAcknowledgedIsDone(OwnTransactions transactions) throws Exception {
    try (transactions) {
      Scene scene = new Scene(transactions);
      List<Receipt> receipts = Receivers.receipts(scene.received("acknowledged"));
      scene.engine.bean(QueueGroupCommit.class).begin();
      SettlementService settlementService = scene.engine.bean(SettlementService.class);

      assertThat(
              settlementService
                  .settleAtOnce(scene.subscriber.key(), receipts, Optional.empty())
                  .join())
          .containsExactly(ReceiptOutcome.DONE);

      scene.engine.clock.advance(Receivers.LEASE.plusSeconds(1));
      assertThat(scene.drained()).isEmpty();
    }
  }

  private void assertThatALateReceiptChangesNothing(Leases leases) throws Exception {
    try (OwnTransactions transactions = new OwnTransactions(database)) {
      Scene scene = new Scene(transactions, leases);
      List<Receipt> late = Receivers.receipts(scene.received("twice"));
      scene.engine.clock.advance(Receivers.LEASE.plusSeconds(1));
      List<Receipt> fresh = Receivers.receipts(scene.received());

      List<ReceiptOutcome> outcomes = scene.acknowledge(late);

      assertThat(outcomes).as("the late receipt").containsExactly(ReceiptOutcome.EXPIRED);
      assertThat(scene.acknowledge(fresh)).containsExactly(ReceiptOutcome.DONE);
    }
  }

  /** A topic with a subscriber, in an engine some parts of which may be broken. */
  private final class Scene {
    private final EngineFixture engine;
    private final TopicDetails topic;
    private final Subscriber subscriber;
    private final Receivers receivers;

    Scene(Object... parts) throws SQLException {
      Object[] all = new Object[parts.length + 1];
      System.arraycopy(parts, 0, all, 0, parts.length);
      all[parts.length] = new AtOnce();
      engine = new EngineFixture(database, new TopicLock(), all);
      receivers = new Receivers(engine);
      topic = engine.topic(TopicSettings.builder(""));
      subscriber = afterwards(c -> engine.subscribe(c, topic));
      engine.bean(QueuesOfTests.class).add(subscriber, topic);
    }

    /** In a transaction that surely commits. */
    <T> T afterwards(SqlWork<T> work) throws SQLException {
      try (Connection connection = database.connect()) {
        T result = work.run(connection);
        connection.commit();
        return result;
      }
    }

    List<QueueEntry> received(String... published) throws SQLException {
      return afterwards(
          connection -> {
            for (String text : published) {
              engine.publish(connection, topic, Publication.of(text));
            }
            return receivers.receive(connection, subscriber, 10);
          });
    }

    List<ReceiptOutcome> acknowledge(List<Receipt> receipts) throws SQLException {
      return afterwards(c -> receivers.acknowledge(c, subscriber, receipts));
    }

    List<String> drained() throws SQLException {
      return afterwards(c -> engine.drain(c, subscriber));
    }
  }
}
