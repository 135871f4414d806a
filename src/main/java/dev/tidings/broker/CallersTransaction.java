package dev.tidings.broker;

import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import dev.tidings.queue.QueueId;
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
class CallersTransaction {
  private static final Rejection ROLLED_BACK =
      Rejection.plain().because("The receiver's transaction was rolled back.").after(Duration.ZERO);

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry registry;

  @Inject Database database;
  @Inject Completing completing;
  @Inject Rejections rejections;
  @Inject PublishNotifier notifier;
  @Inject WakeUps wakeUps;
  @Inject Workers workers;

  boolean isActive() {
    return database.isInTransaction();
  }

  /** Publishes with the commit. */
  void add(Admission.Request request, Publisher.Call call) {
    PendingWork work = work(call.isGuaranteed() ? Durability.GUARANTEED : Durability.BUFFERED);
    work.add(new PendingWork.Plan(request, call));
    completeLate(work);
  }

  /** Settles with the commit. */
  void add(PendingWork.Settlement settlement) {
    PendingWork work = work(Durability.GUARANTEED);
    work.add(settlement);
    completeLate(work);
  }

  /** Sends the deliveries back if the transaction is rolled back. */
  void received(QueueId queue, List<Receipt> receipts) {
    work(Durability.BUFFERED).received(queue, receipts);
  }

  /** Has something done, quickly, once the transaction has committed. */
  void afterCommit(Runnable work) {
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
  PendingWork planned() {
    return registry.getResource(PendingWork.class) instanceof PendingWork work
        ? work
        : new PendingWork();
  }

  /** A transaction that is marked for rollback takes no synchronizations, and needs none. */
  private PendingWork work(Durability durability) {
    PendingWork work = planned();
    if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
      database.promise(durability);
      if (registry.getResource(PendingWork.class) == null) {
        registry.putResource(PendingWork.class, work);
        registry.registerInterposedSynchronization(new Commit(work));
      }
    }
    return work;
  }

  private void completeLate(PendingWork work) {
    if (work.isDone()) {
      completing.complete(work);
    }
  }

  private final class Commit implements Synchronization {
    private final PendingWork work;

    Commit(PendingWork work) {
      this.work = work;
    }

    /** On some servers, only what a bean does here belongs to the transaction. */
    @Override
    public void beforeCompletion() {
      completing.complete(work);
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        work.published().forEach(notifier::published);
        work.settledQueues().forEach(wakeUps::changed);
      } else {
        work.received().forEach((queue, receipts) -> sendBack(queue, receipts));
      }
    }

    private void sendBack(QueueId queue, List<Receipt> receipts) {
      workers.execute(() -> rejections.giveBack(queue, receipts, ROLLED_BACK));
    }
  }
}
