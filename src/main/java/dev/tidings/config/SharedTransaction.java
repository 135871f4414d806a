package dev.tidings.config;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

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

  /** Remembers the strongest durability that any part of the transaction asked for. */
  void promise(Durability durability, OpenDatabase database, Connection connection)
      throws SQLException {
    Optional<Durability> promised = promised();
    if (promised.isEmpty() && durability == Durability.BUFFERED) {
      database.engine().relaxCommit(connection);
      registry.putResource(Durability.class, durability);
    } else if (durability == Durability.GUARANTEED && !promised.equals(Optional.of(durability))) {
      if (promised.isPresent()) {
        database.engine().restoreCommit(connection);
      }
      checkpointAfterCommit(database);
      registry.putResource(Durability.class, durability);
    }
  }

  private Optional<Durability> promised() {
    return Optional.ofNullable((Durability) registry.getResource(Durability.class));
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
