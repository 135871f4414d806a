package dev.tidings.platform.database;

import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.jdbc.AfterCommit;
import dev.tidings.platform.database.jdbc.SqlErrors;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.platform.database.jdbc.UnknownOutcomeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction on one connection, where no JTA transaction is active. */
public final class LocalTransaction {
  private static final Logger LOG = System.getLogger(LocalTransaction.class.getName());

  private final Connection connection;
  private final DatabaseEngine databaseEngine;

  public LocalTransaction(Connection connection, DatabaseEngine databaseEngine) {
    this.connection = connection;
    this.databaseEngine = databaseEngine;
  }

  /**
   * Commits the work, which is not on disk by that, or rolls it back when it fails in any way.
   *
   * @throws UnknownOutcomeException when the commit failed and may have been done all the same
   */
  public <T> T run(SqlWork<T> work) throws SQLException {
    boolean committed = false;
    AfterCommit.Outer outer = AfterCommit.begin();
    try {
      Connection own = databaseEngine.begin(connection);
      T result = work.run(own);
      commit(own);
      committed = true;
      return result;
    } finally {
      end(committed);
      AfterCommit.end(outer, committed);
    }
  }

  private void commit(Connection own) throws SQLException {
    try {
      databaseEngine.commit(own);
    } catch (SQLException failure) {
      throw SqlErrors.leavesOutcomeOpen(failure) ? new UnknownOutcomeException(failure) : failure;
    }
  }

  /** Leaves the connection as the pool expects it; never hides why the work failed. */
  private void end(boolean committed) {
    try {
      if (!committed) {
        connection.rollback();
      }
      connection.setAutoCommit(true);
    } catch (SQLException broken) {
      LOG.log(Level.DEBUG, "A connection could not be put in order", broken);
    }
  }
}
