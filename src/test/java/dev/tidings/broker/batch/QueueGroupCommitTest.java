package dev.tidings.broker.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.TidingsException;
import dev.tidings.broker.WaitingWorkers;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.store.queue.QueueId;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What several receivers do with one queue at the same time, in one transaction. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class QueueGroupCommitTest {
  private static final QueueId QUEUE = new QueueId(1, 1);

  @Parameter TestDatabase database;

  private final WaitingWorkers workers = new WaitingWorkers();
  private final AtomicInteger worked = new AtomicInteger();
  private OwnTransactions transactions;
  private QueueGroupCommit writer;

  @BeforeEach
  void a_writer_whose_workers_wait() {
    transactions = OwnTransactions.besideCallers(database);
    writer = new Wiring(transactions, workers, Clock.systemUTC()).get(QueueGroupCommit.class);
    writer.begin();
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  private CompletableFuture<Integer> good() {
    return writer.run(QUEUE, connection -> worked.incrementAndGet());
  }

  private static SqlWork<Integer> statement(String sql) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate(sql);
      }
    };
  }

  @Test
  void what_waits_together_is_one_transaction() {
    CompletableFuture<Integer> first = good();
    CompletableFuture<Integer> second = good();

    workers.runAll();

    assertThat(transactions.commits()).isEqualTo(1);
    assertThat(first).isCompletedWithValue(1);
    assertThat(second).isCompletedWithValue(2);
  }

  @Test
  void what_is_refused_fails_alone_and_the_others_are_done_once() {
    CompletableFuture<Integer> first = good();
    CompletableFuture<Integer> refused =
        writer.run(
            QUEUE,
            connection -> {
              throw TidingsException.invalid("receipts", "must be otherwise");
            });
    CompletableFuture<Integer> last = good();

    workers.runAll();

    assertThat(first).isCompletedWithValue(1);
    assertThat(refused).isCompletedExceptionally();
    assertThat(last).isCompletedWithValue(2);
    assertThat(transactions.commits()).isEqualTo(1);
  }

  @Test
  void what_spoils_the_transaction_fails_alone() {
    CompletableFuture<Integer> first = good();
    CompletableFuture<Integer> bad =
        writer.run(QUEUE, statement("INSERT INTO tidings.housekeeping VALUES (2)"));
    CompletableFuture<Integer> last = good();

    workers.runAll();

    assertThat(first).isCompleted().isNotCompletedExceptionally();
    assertThat(bad).isCompletedExceptionally();
    assertThat(last).isCompleted().isNotCompletedExceptionally();
    assertThat(transactions.commits()).isEqualTo(2);
  }
}
