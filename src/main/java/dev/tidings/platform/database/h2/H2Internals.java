package dev.tidings.platform.database.h2;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.db.Store;

/** What a connection to the embedded database reaches below its tables. */
public final class H2Internals {
  private H2Internals() {}

  /** The store that keeps the tables. */
  static Store store(Connection connection) throws SQLException {
    JdbcConnection own = connection.unwrap(JdbcConnection.class);
    return ((SessionLocal) own.getSession()).getDatabase().getStore();
  }

  /**
   * Without a delay each commit writes by itself, and a checkpoint then finds nothing left to do.
   * There is no statement that says never, but a negative delay does.
   */
  public static void leaveWritingToCheckpoints(Connection connection) throws SQLException {
    store(connection).getMvStore().setAutoCommitDelay(-1);
  }
}
