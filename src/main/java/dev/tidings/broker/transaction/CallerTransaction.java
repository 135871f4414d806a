package dev.tidings.broker.transaction;

import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.append.PublishValidator;
import dev.tidings.broker.dispatch.DeliveryRejection;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.schedule.PublishNotifier;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.QueueCounts;
import dev.tidings.store.queue.QueueId;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;

/**
 * A caller's JTA transaction. Its publishes and settlements are performed just before it commits,
 * so that no topic or queue is locked while the caller is still at work.
 */
@ApplicationScoped
public class CallerTransaction {
  private static final Rejection ROLLED_BACK =
      Rejection.plain().because("The receiver's transaction was rolled back.").after(Duration.ZERO);

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry registry;

  @Inject Database database;
  @Inject BeforeCompletionWork beforeCompletionWork;
  @Inject DeliveryRejection deliveryRejection;
  @Inject PublishNotifier notifier;
  @Inject WakeUps wakeUps;
  @Inject WorkerThreads workerThreads;
  @Inject Measurements measurements;

  public boolean isActive() {
    return database.isInTransaction();
  }

  /**
   * Reads what a caller is told before the commit. With a database of Tidings' own that takes
   * another connection, because the transaction gets one only when it commits; with the
   * application's data source it is the transaction's.
   */
  public <T> T look(SqlWork<T> query) {
    return database.isManaged()
        ? database.read(query)
        : workerThreads.outsideTransaction(() -> database.read(query));
  }

  /** Publishes with the commit. */
  public void add(PublishValidator.Request request, PublicationWriter.Call call) {
    TransactionContext work =
        work(call.isGuaranteed() ? Durability.GUARANTEED : Durability.BUFFERED);
    work.add(new TransactionContext.Plan(request, call));
    completeLate(work);
  }

  /** Settles with the commit. */
  public void add(TransactionContext.Settlement settlement) {
    TransactionContext work = work(Durability.GUARANTEED);
    work.add(settlement);
    completeLate(work);
  }

  /** Sends the deliveries back if the transaction is rolled back. */
  public void received(QueueId queue, List<Receipt> receipts) {
    work(Durability.BUFFERED).received(queue, receipts);
  }

  /** Has something done, quickly, once the transaction has committed. */
  public void afterCommit(Runnable work) {
    if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
      registry.registerInterposedSynchronization(new AfterCommit(work));
    }
  }

  private record AfterCommit(Runnable work) implements Synchronization {
    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        work.run();
      }
    }
  }

  /** What the transaction has planned until now. */
  public TransactionContext planned() {
    return registry.getResource(TransactionContext.class) instanceof TransactionContext work
        ? work
        : new TransactionContext();
  }

  /** A transaction that is marked for rollback takes no synchronizations, and needs none. */
  private TransactionContext work(Durability durability) {
    TransactionContext work = planned();
    if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
      database.promise(durability);
      if (registry.getResource(TransactionContext.class) == null) {
        database.requireOnlyResource();
        registry.putResource(TransactionContext.class, work);
        registry.registerInterposedSynchronization(new Commit(work));
      }
    }
    return work;
  }

  private void completeLate(TransactionContext work) {
    if (work.isDone()) {
      beforeCompletionWork.complete(work);
    }
  }

  private final class Commit implements Synchronization {
    private final TransactionContext work;

    Commit(TransactionContext work) {
      this.work = work;
    }

    /** On some servers, only what a bean does here belongs to the transaction. */
    @Override
    public void beforeCompletion() {
      beforeCompletionWork.complete(work);
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        work.published().forEach(notifier::published);
        work.settledQueues().forEach(this::settled);
      } else {
        work.received().forEach((queue, receipts) -> sendBack(queue, receipts));
      }
    }

    private void settled(QueueId queue, TransactionContext.SettledCount count) {
      wakeUps.changed(queue);
      QueueCounts counts = measurements.queue(queue.subscriptionId());
      counts.acknowledged(count.acknowledged());
      counts.rejected(count.rejected());
    }

    private void sendBack(QueueId queue, List<Receipt> receipts) {
      workerThreads.execute(() -> deliveryRejection.giveBack(queue, receipts, ROLLED_BACK));
    }
  }
}
