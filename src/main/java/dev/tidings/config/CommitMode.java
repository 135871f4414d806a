package dev.tidings.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether the commits of a session of PostgreSQL wait for the disk. They do, as the administrator
 * has set it, unless it is Tidings itself that commits and sees to the flush: so what is committed
 * by the container for anybody else is safe, whoever has used the connection before.
 */
enum CommitMode {
  WAITING("DEFAULT"),
  RELAXED("off");

  private static final ThreadLocal<CommitMode> OF_THREAD = ThreadLocal.withInitial(() -> WAITING);

  private final String value;

  CommitMode(String value) {
    this.value = value;
  }

  /** Commits without waiting, through whatever a pool has put around the connection. */
  static void commitRelaxed(Connection connection) throws SQLException {
    OF_THREAD.set(RELAXED);
    try {
      connection.commit();
    } finally {
      OF_THREAD.remove();
    }
  }

  /** That of a commit of the calling thread. */
  static CommitMode ofThisThread() {
    return OF_THREAD.get();
  }

  /** Sets it for the session, if the transaction that is open is committed. */
  void set(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("SET synchronous_commit TO " + value);
    }
  }
}
