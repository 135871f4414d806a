package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import dev.tidings.config.SqlWork;
import dev.tidings.queue.QueueId;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Commits what several receivers do with one queue together: hand-outs, acknowledgements, rejects.
 * On disk before anybody is told, hand-outs too: a delivery that is forgotten would come again with
 * the same delivery count, as if it had never been.
 */
@ApplicationScoped
class QueueWriter {
  private static final long OVERHEAD = 1_024;

  private static final Batches.Limits LIMITS =
      new Batches.Limits(64, 64 * OVERHEAD, 8 * 1_024 * OVERHEAD);

  @Inject Workers workers;
  @Inject Database database;

  private Batches<QueueId, Operation<?>, Operation<?>> batches;

  @PostConstruct
  void begin() {
    batches = new Batches<>(workers, LIMITS, this::write);
  }

  /**
   * Has something done with a queue, never in the caller's transaction.
   *
   * @param work changes nothing when it throws a {@link TidingsException}
   */
  <R> CompletableFuture<R> run(QueueId queue, SqlWork<R> work) {
    Operation<R> operation = new Operation<>(work);
    return batches
        .add(queue, operation, OVERHEAD, !database.isInTransaction())
        .thenApply(done -> operation.result);
  }

  /** Work and what came of it when it was done last: a commit may have to be tried again. */
  private static final class Operation<R> {
    private final SqlWork<R> work;
    private volatile R result;

    Operation(SqlWork<R> work) {
      this.work = work;
    }

    Outcome<Operation<?>> run(Connection connection) throws SQLException {
      try {
        result = work.run(connection);
        return Outcome.of(this);
      } catch (TidingsException refusal) {
        return Outcome.failed(refusal);
      }
    }
  }

  private List<Outcome<Operation<?>>> write(QueueId queue, List<Operation<?>> batch) {
    try {
      return commit(batch);
    } catch (TidingsException failure) {
      if (batch.size() == 1 || failure.type() != ErrorType.INTERNAL_ERROR) {
        throw failure;
      }
      return oneByOne(batch);
    }
  }

  /** One of them spoils the transaction of all: let that one fail alone. */
  private List<Outcome<Operation<?>>> oneByOne(List<Operation<?>> batch) {
    List<Outcome<Operation<?>>> outcomes = new ArrayList<>(batch.size());
    for (Operation<?> operation : batch) {
      try {
        outcomes.addAll(commit(List.of(operation)));
      } catch (TidingsException failure) {
        outcomes.add(Outcome.failed(failure));
      }
    }
    return outcomes;
  }

  private List<Outcome<Operation<?>>> commit(List<Operation<?>> batch) {
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          List<Outcome<Operation<?>>> outcomes = new ArrayList<>(batch.size());
          for (Operation<?> operation : batch) {
            outcomes.add(operation.run(connection));
          }
          return outcomes;
        });
  }
}
