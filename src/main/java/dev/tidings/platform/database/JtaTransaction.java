package dev.tidings.platform.database;

import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * The JTA transaction of the calling thread, and the durability that its commit has to guarantee.
 */
final class JtaTransaction {
  private final TransactionSynchronizationRegistry registry;

  JtaTransaction(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  boolean isActive() {
    return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
  }

  /** Whether it holds nothing yet. One that is bound to be rolled back takes nothing more. */
  boolean isNew() {
    return registry.getTransactionStatus() == Status.STATUS_ACTIVE
        && registry.getResource(JtaTransaction.class) == null;
  }

  void holdUntilItsEnd(Runnable release) {
    registry.putResource(JtaTransaction.class, release);
    registry.registerInterposedSynchronization((AtTheEnd) status -> release.run());
  }

  /** Remembers that the transaction has done work here, whatever becomes of it. */
  void noteWork() {
    registry.putResource(Work.class, Work.DONE);
  }

  boolean hasWork() {
    return registry.getResource(Work.class) != null;
  }

  private enum Work {
    DONE
  }

  /** Nothing of what was done so far may be committed. */
  void rollBackInTheEnd() {
    if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
      registry.setRollbackOnly();
    }
  }

  /**
   * Makes the commit return when everything is on disk, if that takes more than a commit. Work that
   * could do with less changes nothing: the transaction is the caller's, and what else is in it may
   * not.
   */
  void promise(Durability durability, DurabilityBarrier durabilityBarrier) {
    if (registry.getResource(Promise.class) instanceof Promise promise) {
      promise.include(durability);
    } else {
      Promise promise = new Promise(durability, durabilityBarrier);
      registry.putResource(Promise.class, promise);
      registry.registerInterposedSynchronization(promise);
    }
  }

  /** The flush is done before the commit returns to the caller. */
  private static final class Promise implements AtTheEnd {
    private final DurabilityBarrier durabilityBarrier;
    private Durability durability;

    Promise(Durability durability, DurabilityBarrier durabilityBarrier) {
      this.durability = durability;
      this.durabilityBarrier = durabilityBarrier;
    }

    void include(Durability other) {
      if (other == Durability.GUARANTEED) {
        durability = other;
      }
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        durabilityBarrier.awaitShared(durability);
      }
    }
  }

  private interface AtTheEnd extends Synchronization {
    @Override
    default void beforeCompletion() {}
  }
}
