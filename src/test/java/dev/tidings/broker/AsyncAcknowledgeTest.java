package dev.tidings.broker;

import static dev.tidings.api.ReceiptOutcome.UNKNOWN;
import static dev.tidings.platform.database.engine.Durability.BUFFERED;
import static dev.tidings.platform.database.engine.Durability.GUARANTEED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.broker.batch.QueueGroupCommit;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.platform.database.CommitResult;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.store.queue.QueueId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acknowledgements without a response do not wait for the disk, and all others do. */
class AsyncAcknowledgeTest {
  private static final QueueId QUEUE = new QueueId(1, 1);
  private static final List<Receipt> RECEIPTS = List.of(Receipt.of("nobody-has-it"));

  private final WaitingWorkers workers = new WaitingWorkers();
  private final List<Durability> commits = new ArrayList<>();
  private OwnTransactions transactions;
  private QueueGroupCommit writer;

  @BeforeEach
  void a_writer_whose_workers_wait() {
    transactions =
        new OwnTransactions(TestDatabase.H2) {
          @Override
          public boolean isInTransaction() {
            return true;
          }

          @Override
          public <T> CommitResult<T> commit(Durability durability, SqlWork<T> work) {
            commits.add(durability);
            return CommitResult.durable(inTransaction(durability, work));
          }
        };
    writer = new Wiring(transactions, workers, Clock.systemUTC()).get(QueueGroupCommit.class);
    writer.begin();
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  private CompletableFuture<List<ReceiptOutcome>> acknowledgeUnheard() {
    return writer.acknowledgeAsync(QUEUE, RECEIPTS);
  }

  private CompletableFuture<List<ReceiptOutcome>> acknowledge() {
    return writer.acknowledge(QUEUE, RECEIPTS);
  }

  @Test
  void its_commit_does_not_wait_for_the_disk() {
    CompletableFuture<List<ReceiptOutcome>> acknowledged = acknowledgeUnheard();

    workers.runAll();

    assertThat(commits).containsExactly(BUFFERED);
    assertThat(acknowledged).isCompletedWithValue(List.of(UNKNOWN));
  }

  @Test
  void one_that_is_answered_waits_for_the_disk() {
    CompletableFuture<List<ReceiptOutcome>> acknowledged = acknowledge();

    workers.runAll();

    assertThat(commits).containsExactly(GUARANTEED);
    assertThat(acknowledged).isCompletedWithValue(List.of(UNKNOWN));
  }

  @Test
  void all_of_a_batch_wait_for_the_disk_where_one_of_it_is_answered() {
    CompletableFuture<List<ReceiptOutcome>> first = acknowledgeUnheard();
    CompletableFuture<List<ReceiptOutcome>> second = acknowledge();

    workers.runAll();

    assertThat(commits).containsExactly(GUARANTEED);
    assertThat(List.of(first, second)).allMatch(CompletableFuture::isDone);
  }

  @Test
  void all_of_a_batch_wait_for_the_disk_where_something_is_handed_out() {
    var unused = acknowledgeUnheard();
    var dispatched = writer.dispatch(QUEUE, connection -> 1, result -> {});

    workers.runAll();

    assertThat(commits).containsExactly(GUARANTEED);
    assertThat(dispatched).isCompletedWithValue(1);
  }

  @Test
  void what_comes_after_such_a_batch_does_not_wait_for_the_disk() {
    var unused = acknowledge();
    workers.runAll();

    CompletableFuture<List<ReceiptOutcome>> acknowledged = acknowledgeUnheard();
    workers.runAll();

    assertThat(commits).containsExactly(GUARANTEED, BUFFERED);
    assertThat(acknowledged).isCompletedWithValue(List.of(UNKNOWN));
  }
}
