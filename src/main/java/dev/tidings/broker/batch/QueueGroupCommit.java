package dev.tidings.broker.batch;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.CommitResult;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Commits the operations of several receivers on one queue together: deliveries, acknowledgements
 * and rejects. They are on disk before they are answered. That includes deliveries: a delivery that
 * was lost would be repeated with the same delivery count, as if it had not happened.
 * Acknowledgements without a response do not wait for the disk: they are {@link
 * Durability#BUFFERED}.
 */
@ApplicationScoped
public class QueueGroupCommit {
  private static final long OVERHEAD = 1_024;

  private static final GroupCommit.Limits LIMITS =
      new GroupCommit.Limits(64, 64 * OVERHEAD, 8 * 1_024 * OVERHEAD, 4);

  @Inject WorkerThreads workerThreads;
  @Inject Database database;
  @Inject LeaseSettlement leaseSettlement;
  @Inject @DatabaseTime Clock clock;

  private GroupCommit<QueueId, Operation<?>, Operation<?>> groupCommit;

  @PostConstruct
  public void begin() {
    groupCommit = new GroupCommit<>(workerThreads, LIMITS, this::write);
  }

  /**
   * Has something done with a queue, never in the caller's transaction.
   *
   * @param work changes nothing when it throws a {@link TidingsException}
   */
  public <R> CompletableFuture<R> run(QueueId queue, SqlWork<R> work) {
    return add(queue, new Free<>(List.of(), work, false), result -> {});
  }

  /**
   * As {@link #run}, of what may let acknowledgements go before it.
   *
   * @param whenCommitted gets the result before it is on disk, and is quick
   */
  public <R> CompletableFuture<R> dispatch(
      QueueId queue, SqlWork<R> work, Consumer<R> whenCommitted) {
    return add(queue, new Free<>(List.of(), work, true), whenCommitted);
  }

  /** The same, after deliveries are acknowledged in the same transaction. */
  public <R> CompletableFuture<Acknowledged<R>> acknowledgeAndDispatch(
      QueueId queue, List<Receipt> receipts, SqlWork<R> work) {
    Free<R> operation = new Free<>(receipts, work, true);
    return add(queue, operation, result -> {})
        .thenApply(result -> new Acknowledged<>(operation.acknowledged, result));
  }

  /**
   * What came of both.
   *
   * @param outcomes one for each receipt, in their order
   */
  public record Acknowledged<R>(List<ReceiptOutcome> outcomes, R result) {}

  /** Has deliveries acknowledged, never in the caller's transaction, by several calls at once. */
  public CompletableFuture<List<ReceiptOutcome>> acknowledge(
      QueueId queue, List<Receipt> receipts) {
    return add(queue, new Acknowledgement(receipts, true));
  }

  /** The same where nobody is told: ends when others see it, and the database flushes it later. */
  public CompletableFuture<List<ReceiptOutcome>> acknowledgeAsync(
      QueueId queue, List<Receipt> receipts) {
    return add(queue, new Acknowledgement(receipts, false));
  }

  private CompletableFuture<List<ReceiptOutcome>> add(QueueId queue, Acknowledgement operation) {
    return add(queue, operation, nothing -> {}).thenApply(nothing -> operation.acknowledged);
  }

  private <R> CompletableFuture<R> add(
      QueueId queue, Operation<R> operation, Consumer<R> whenCommitted) {
    return groupCommit
        .add(
            queue,
            operation,
            OVERHEAD,
            !database.isInTransaction(),
            done -> whenCommitted.accept(operation.result))
        .thenApply(done -> operation.result);
  }

  /** Something to do, and what came of it last: a commit may have to be tried again. */
  private abstract static class Operation<R> {
    /** Whether somebody is told of the result. */
    final boolean awaitsFlush;

    /** What it acknowledges before everything else. */
    final List<Receipt> receipts;

    volatile List<ReceiptOutcome> acknowledged = List.of();
    volatile R result;

    Operation(List<Receipt> receipts, boolean awaitsFlush) {
      this.receipts = receipts;
      this.awaitsFlush = awaitsFlush;
    }
  }

  private static final class Acknowledgement extends Operation<Void> {
    Acknowledgement(List<Receipt> receipts, boolean awaitsFlush) {
      super(receipts, awaitsFlush);
    }
  }

  private static final class Free<R> extends Operation<R> {
    final SqlWork<R> work;
    final boolean isDispatch;

    Free(List<Receipt> receipts, SqlWork<R> work, boolean isDispatch) {
      super(receipts, true);
      this.work = work;
      this.isDispatch = isDispatch;
    }

    BatchResult<Operation<?>> run(Connection connection) throws SQLException {
      try {
        result = work.run(connection);
        return BatchResult.of(this);
      } catch (TidingsException refusal) {
        return BatchResult.failed(refusal);
      }
    }
  }

  private CommitResult<List<BatchResult<Operation<?>>>> write(
      QueueId queue, List<Operation<?>> batch) {
    try {
      return commit(queue, batch);
    } catch (TidingsException failure) {
      if (batch.size() == 1 || failure.type() != ErrorType.INTERNAL_ERROR) {
        throw failure;
      }
      return CommitResult.durable(oneByOne(queue, batch));
    }
  }

  /** One of them spoils the transaction of all: let that one fail alone. */
  private List<BatchResult<Operation<?>>> oneByOne(QueueId queue, List<Operation<?>> batch) {
    List<BatchResult<Operation<?>>> outcomes = new ArrayList<>(batch.size());
    for (Operation<?> operation : batch) {
      try {
        outcomes.addAll(commit(queue, List.of(operation)).awaitDurable());
      } catch (TidingsException failure) {
        outcomes.add(BatchResult.failed(failure));
      }
    }
    return outcomes;
  }

  private CommitResult<List<BatchResult<Operation<?>>>> commit(
      QueueId queue, List<Operation<?>> batch) {
    return database.commit(
        durability(batch),
        connection -> {
          List<BatchResult<Operation<?>>> outcomes = new ArrayList<>(batch.size());
          for (int from = 0; from < batch.size(); from = outcomes.size()) {
            int end = endOfStretch(batch, from);
            acknowledge(connection, queue, batch.subList(from, end));
            for (Operation<?> operation : batch.subList(from, Math.min(end + 1, batch.size()))) {
              outcomes.add(
                  operation instanceof Free<?> free
                      ? free.run(connection)
                      : BatchResult.of(operation));
            }
          }
          return outcomes;
        });
  }

  private static Durability durability(List<Operation<?>> batch) {
    return batch.stream().anyMatch(operation -> operation.awaitsFlush)
        ? Durability.GUARANTEED
        : Durability.BUFFERED;
  }

  /**
   * Where something comes that may settle the same deliveries: acknowledgements stay on their side
   * of it.
   */
  private static int endOfStretch(List<Operation<?>> batch, int from) {
    int end = from;
    while (end < batch.size() && !(batch.get(end) instanceof Free<?> free && !free.isDispatch)) {
      end++;
    }
    return end;
  }

  private void acknowledge(Connection connection, QueueId queue, List<Operation<?>> stretch)
      throws SQLException {
    List<Operation<?>> calls = new ArrayList<>(stretch);
    calls.removeIf(operation -> operation.receipts.isEmpty());
    if (calls.isEmpty()) {
      return;
    }
    List<List<ReceiptOutcome>> outcomes =
        leaseSettlement.acknowledgeAll(
            connection, queue, calls.stream().map(call -> call.receipts).toList(), clock.instant());
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).acknowledged = outcomes.get(i);
    }
  }
}
