package dev.tidings.broker;

import static dev.tidings.api.ReceiptOutcome.DONE;
import static dev.tidings.api.ReceiptOutcome.EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.batch.QueueGroupCommit;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Acknowledgements that wait together are done at once, and answered as if one by one. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AcknowledgingTogetherTest {
  @Parameter TestDatabase database;

  private final WaitingWorkers workers = new WaitingWorkers();
  private OwnTransactions transactions;
  private EngineFixture engine;
  private QueueId queue;
  private QueueGroupCommit writer;
  private List<Receipt> receipts;

  @BeforeEach
  void a_queue_with_three_leased_messages_and_a_writer_whose_workers_wait() throws SQLException {
    transactions = OwnTransactions.besideCallers(database);
    engine = new EngineFixture(database, new TopicLock(), transactions, workers);
    TopicDetails topic = engine.topic(TopicSettings.builder(""));
    EngineFixture.Subscriber subscriber = committed(c -> engine.subscribe(c, topic));
    queue = subscriber.queue();
    receipts =
        committed(
            connection -> {
              for (String text : List.of("a", "b", "c")) {
                engine.publish(connection, topic, Publication.of(text));
              }
              return Receivers.receipts(new Receivers(engine).receive(connection, subscriber, 10));
            });
    writer = engine.bean(QueueGroupCommit.class);
    writer.begin();
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  private <T> T committed(SqlWork<T> work) throws SQLException {
    try (Connection connection = database.connect()) {
      T result = work.run(connection);
      connection.commit();
      return result;
    }
  }

  private CompletableFuture<List<ReceiptOutcome>> acknowledge(Receipt... some) {
    return writer.acknowledge(queue, List.of(some));
  }

  private CompletableFuture<List<ReceiptOutcome>> reject(Receipt... some) {
    Rejection again = Rejection.plain().after(Duration.ofHours(1));
    return writer.run(
        queue,
        connection ->
            engine
                .bean(LeaseSettlement.class)
                .reject(connection, queue, List.of(some), again, 10, engine.clock.instant()));
  }

  @Test
  void each_call_gets_its_own_outcomes_and_only_the_first_settles() {
    var first = acknowledge(receipts.get(0));
    var dispatch = writer.dispatch(queue, connection -> "nothing", result -> {});
    var second = acknowledge(receipts.get(0), receipts.get(1));
    var third = acknowledge(receipts.get(2));

    workers.runAll();

    assertThat(first).isCompletedWithValue(List.of(DONE));
    assertThat(dispatch).isCompletedWithValue("nothing");
    assertThat(second).isCompletedWithValue(List.of(EXPIRED, DONE));
    assertThat(third).isCompletedWithValue(List.of(DONE));
    assertThat(transactions.commits()).isEqualTo(1);
  }

  @Test
  void they_stay_on_their_side_of_a_rejection() {
    var before = acknowledge(receipts.get(0));
    var rejected = reject(receipts.get(0), receipts.get(1));
    var after = acknowledge(receipts.get(1), receipts.get(2));

    workers.runAll();

    assertThat(before).isCompletedWithValue(List.of(DONE));
    assertThat(rejected).isCompletedWithValue(List.of(EXPIRED, DONE));
    assertThat(after).isCompletedWithValue(List.of(EXPIRED, DONE));
  }
}
