package dev.tidings.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** A session in a transaction that locks what servers want, and sees which of them wait for it. */
final class LockHolder implements AutoCloseable {
  // Behind the first who waits for a row, the others wait for that one.
  private static final String WAITING =
      """
      WITH RECURSIVE waiting (pid) AS (
        SELECT pg_backend_pid()
        UNION
        SELECT a.pid FROM pg_stat_activity a JOIN waiting w ON w.pid = ANY (pg_blocking_pids(a.pid)))
      SELECT DISTINCT a.application_name FROM pg_stat_activity a JOIN waiting w ON w.pid = a.pid
      WHERE w.pid <> pg_backend_pid()""";

  private final Connection connection;

  LockHolder(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** As a server does that cleans up. */
  void lockHousekeeping() throws SQLException {
    execute("SELECT id FROM tidings.housekeeping FOR UPDATE");
  }

  /** Stops everybody who only asks whether that row is locked. */
  Savepoint stopAtHousekeeping() throws SQLException {
    Savepoint before = connection.setSavepoint();
    execute("LOCK TABLE tidings.housekeeping IN ACCESS EXCLUSIVE MODE");
    return before;
  }

  /** Lets them go on; what was locked before stays locked. */
  void letGoOn(Savepoint before) throws SQLException {
    connection.rollback(before);
  }

  void lockTopic(long id) throws SQLException {
    execute("SELECT id FROM tidings.topic WHERE id = " + id + " FOR UPDATE");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The names of the servers that wait for this session, or behind one that does. */
  Set<String> waiting() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WAITING);
        ResultSet rows = statement.executeQuery()) {
      Set<String> names = new HashSet<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  /** Lets go of everything. */
  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
