package dev.tidings.config;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The JTA transaction of the calling thread, and what its commit has to promise. */
final class SharedTransaction {
  private final TransactionSynchronizationRegistry registry;

  SharedTransaction(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  boolean isActive() {
    return registry.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
  }

  /** Nothing of what was done so far may be committed. */
  void rollBackInTheEnd() {
    if (registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
      registry.setRollbackOnly();
    }
  }

  /**
   * Makes the commit put everything on disk if that takes more than a commit. Work that could do
   * with less changes nothing: the transaction is the caller's, and what else is in it may not.
   */
  void promise(Durability durability, OpenDatabase database) {
    if (durability == Durability.GUARANTEED && registry.getResource(Durability.class) == null) {
      registry.putResource(Durability.class, durability);
      checkpointAfterCommit(database);
    }
  }

  private void checkpointAfterCommit(OpenDatabase database) {
    if (database.engine().needsCheckpoint()) {
      registry.registerInterposedSynchronization(new AfterCommit(database.checkpoint()));
    }
  }

  /** Runs before the commit returns to the caller. */
  private record AfterCommit(Checkpoint checkpoint) implements Synchronization {
    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        checkpoint.await();
      }
    }
  }
}
