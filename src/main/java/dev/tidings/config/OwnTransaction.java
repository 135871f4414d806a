package dev.tidings.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction on one connection, where no JTA transaction is active. */
final class OwnTransaction {
  private static final Logger LOG = System.getLogger(OwnTransaction.class.getName());

  private final Connection connection;
  private final Engine engine;

  OwnTransaction(Connection connection, Engine engine) {
    this.connection = connection;
    this.engine = engine;
  }

  /**
   * Commits the work, which is not on disk by that, or rolls it back when it fails in any way.
   *
   * @throws UnknownOutcome when the commit failed and may have been done all the same
   */
  <T> T run(SqlWork<T> work) throws SQLException {
    boolean committed = false;
    try {
      Connection own = engine.begin(connection);
      T result = work.run(own);
      commit(own);
      committed = true;
      return result;
    } finally {
      end(committed);
    }
  }

  private void commit(Connection own) throws SQLException {
    try {
      engine.commit(own);
    } catch (SQLException failure) {
      throw SqlFailure.leavesOutcomeOpen(failure) ? new UnknownOutcome(failure) : failure;
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
