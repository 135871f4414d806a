package dev.tidings.it;

import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/** The transactions of code that uses the contract, and a table of its own in the same database. */
record Transactions(
    UserTransaction current, TransactionSynchronizationRegistry registry, Database database) {

  /** What is done in a transaction. */
  interface Work {
    void run() throws Exception;
  }

  /** Commits what the work does. */
  void commit(Work work) throws Exception {
    current.begin();
    work.run();
    current.commit();
  }

  /** Rolls back what the work does. */
  void rollBack(Work work) throws Exception {
    current.begin();
    work.run();
    current.rollback();
  }

  void leaveNothingOpen() throws Exception {
    if (current.getStatus() != Status.STATUS_NO_TRANSACTION) {
      current.rollback();
    }
  }

  boolean isMarkedForRollback() throws Exception {
    return current.getStatus() == Status.STATUS_MARKED_ROLLBACK;
  }

  /** Runs before the commit, after what was registered before. */
  void beforeCommit(Runnable action) {
    registry.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            action.run();
          }

          @Override
          public void afterCompletion(int status) {}
        });
  }

  void makeTable() {
    database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                "CREATE TABLE IF NOT EXISTS parcel (name VARCHAR(36) PRIMARY KEY)");
          }
        });
  }

  /** The caller's own work: one row, in the transaction if there is one. */
  void store(String parcel) {
    AppendingBean.insert(database, Durability.BUFFERED, parcel);
  }

  boolean isStored(String parcel) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement("SELECT name FROM parcel WHERE name = ?")) {
            query.setString(1, parcel);
            try (ResultSet row = query.executeQuery()) {
              return row.next();
            }
          }
        });
  }
}
