package dev.tidings.platform.cluster;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether another node listens for notifications. A node that is alone need not send PostgreSQL two
 * hundred notifications a second. Each listening node holds an advisory lock of its own, which
 * shows that it listens.
 */
final class ListenerPresence {
  /** Whoever has begun to listen meanwhile looks by itself as often. */
  static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** The first half of the locks' keys; a number of our own. */
  private static final int LOCKS = 1_413_039_173;

  /* Shared, because the connection that it had before may not be given up yet. */
  private static final String JOIN = "SELECT pg_advisory_lock_shared(?, ?)";

  private static final String LEAVE = "SELECT pg_advisory_unlock_shared(?, ?)";

  private static final String IS_ANYBODY_ELSE =
      """
      SELECT EXISTS (
        SELECT 1 FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 2
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND CAST(classid AS BIGINT) = ? AND CAST(objid AS BIGINT) <> ?)""";

  private final int lock;
  private final LongSupplier nanoTime;
  private boolean isThere;
  private long goodUntil;

  /** That of a node, as one connection sees it; not known yet. */
  ListenerPresence(String node) {
    this(node, System::nanoTime);
  }

  ListenerPresence(String node, LongSupplier nanoTime) {
    this.lock = lock(node);
    this.nanoTime = nanoTime;
    goodUntil = nanoTime.getAsLong();
  }

  private static int lock(String node) {
    return node.hashCode() & Integer.MAX_VALUE;
  }

  /** Shows that a node listens through this connection, as long as that is open. */
  static void join(Connection connection, String node) throws SQLException {
    run(connection, JOIN, node);
  }

  /** Ends that while the connection stays open. */
  static void leave(Connection connection, String node) throws SQLException {
    run(connection, LEAVE, node);
  }

  private static void run(Connection connection, String sql, String node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, LOCKS);
      statement.setInt(2, lock(node));
      statement.execute();
    }
  }

  /** Whether anybody was there a moment ago. */
  boolean isThere(Connection connection) throws SQLException {
    long now = nanoTime.getAsLong();
    if (now - goodUntil >= 0) {
      isThere = look(connection);
      goodUntil = now + BETWEEN_LOOKS.toNanos();
    }
    return isThere;
  }

  private boolean look(Connection connection) throws SQLException {
    return JdbcRunner.queryForOne(
            connection,
            IS_ANYBODY_ELSE,
            parameters -> parameters.add(LOCKS).add(lock),
            row -> row.getBoolean(1))
        .orElseThrow();
  }
}
