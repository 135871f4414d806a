package dev.tidings.broker;

import static dev.tidings.api.ReceiptOutcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TidingsException;
import dev.tidings.config.Committed;
import dev.tidings.config.Durability;
import dev.tidings.config.SqlWork;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.fixture.Wiring;
import dev.tidings.queue.QueueId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Acknowledgements that nobody hears of end before they are on disk, and get there all the same.
 */
class UnheardTest {
  private static final QueueId QUEUE = new QueueId(1, 1);
  private static final List<Receipt> RECEIPTS = List.of(Receipt.of("nobody-has-it"));

  private final WaitingWorkers workers = new WaitingWorkers();
  private final List<String> happened = new ArrayList<>();
  private boolean isDiskBroken;
  private OwnTransactions transactions;
  private Wiring wiring;
  private QueueWriter writer;

  @BeforeEach
  void a_writer_whose_workers_wait() {
    transactions =
        new OwnTransactions(TestDatabase.H2) {
          @Override
          public boolean isInTransaction() {
            return true;
          }

          @Override
          public <T> Committed<T> commit(Durability durability, SqlWork<T> work) {
            T result = inTransaction(durability, work);
            happened.add("commit");
            return new Committed<>(result, () -> flushed(result));
          }
        };
    wiring = new Wiring(transactions, workers, Clock.systemUTC());
    writer = wiring.get(QueueWriter.class);
    writer.begin();
  }

  private <T> T flushed(T result) {
    happened.add("flush");
    if (isDiskBroken) {
      throw new TidingsException(ErrorType.OUTCOME_UNKNOWN, "The disk is broken");
    }
    return result;
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  private void acknowledge() {
    note(writer.acknowledgeUnheard(QUEUE, RECEIPTS));
  }

  /** Nobody has what is acknowledged, and that is what comes of it. */
  private void note(CompletableFuture<List<ReceiptOutcome>> acknowledged) {
    var unused =
        acknowledged.thenAccept(
            outcomes -> happened.add(outcomes.equals(List.of(UNKNOWN)) ? "end" : "surprise"));
  }

  @Test
  void it_ends_when_it_is_committed_and_is_flushed_later() {
    acknowledge();

    workers.runAll();

    assertThat(happened).containsExactly("commit", "end");
    workers.letTimePass();
    assertThat(happened).containsExactly("commit", "end", "flush");
    workers.letTimePass();
    assertThat(happened).hasSize(3);
  }

  @Test
  void what_is_committed_after_a_flush_has_another_one() {
    acknowledge();
    workers.runAll();
    workers.letTimePass();

    acknowledge();
    workers.runAll();
    workers.letTimePass();

    assertThat(happened).containsExactly("commit", "end", "flush", "commit", "end", "flush");
  }

  @Test
  void all_of_a_batch_wait_for_the_disk_where_one_of_it_is_heard_of() {
    acknowledge();
    note(writer.acknowledge(QUEUE, RECEIPTS));

    workers.runAll();

    assertThat(happened).containsExactly("commit", "flush", "end", "end");
  }

  @Test
  void a_flush_that_fails_is_no_failure_of_the_others() {
    acknowledge();
    workers.runAll();
    acknowledge();
    workers.runAll();
    isDiskBroken = true;

    workers.letTimePass();

    assertThat(happened).containsExactly("commit", "end", "commit", "end", "flush", "flush");
  }

  @Test
  void at_the_end_of_the_server_nothing_is_left_for_later() {
    acknowledge();
    workers.runAll();

    wiring.get(LaterFlush.class).end();
    assertThat(happened).containsExactly("commit", "end", "flush");

    acknowledge();
    workers.runAll();
    assertThat(happened).endsWith("commit", "flush", "end");
  }
}
