package dev.tidings.platform.cluster;

import dev.tidings.platform.database.RetryPolicy;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A cluster-wide lock for work that only one node may do at a time: a transaction holds it by
 * locking the one row of {@code housekeeping}.
 */
@ApplicationScoped
public class ClusterLock {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final String WAIT = "SELECT id FROM tidings.housekeeping WHERE id = 1 FOR UPDATE";

  private static final String TRY = WAIT + " SKIP LOCKED";

  /**
   * Waits until no other node is at it, for longer than for any lock: one that starts for the first
   * time may have much to load while it is.
   */
  public void become(Connection connection) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!tryToBecome(connection)) {
      if (System.nanoTime() - end > 0 || !RetryPolicy.pause(PAUSE)) {
        lock(connection, WAIT);
        return;
      }
    }
  }

  /** Whether no other node is at it; does not wait. */
  public boolean tryToBecome(Connection connection) throws SQLException {
    return lock(connection, TRY);
  }

  private static boolean lock(Connection connection, String sql) throws SQLException {
    return JdbcRunner.exists(connection, sql, JdbcRunner.NO_PARAMETERS);
  }
}
