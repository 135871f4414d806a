package dev.tidings.platform.database;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.jdbc.NoConnectionException;
import dev.tidings.platform.database.jdbc.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Limits access to the container's pool. An exhausted pool would block its callers for half a
 * minute or more.
 *
 * <p>Fewer transactions may begin than the pool has connections. The rest serves transactions that
 * need a second connection to complete, and the entity managers, which do not use this class.
 */
final class ConnectionLimiter {
  /** Two nodes, and what administrators use besides, fit into what PostgreSQL allows at first. */
  static final int POOL_SIZE = 24;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final DataSource pool;
  private final boolean isManaged;
  private final Duration longestWait;
  private final int most;
  private final Semaphore places;
  private final ThreadLocal<Boolean> isAtWork = ThreadLocal.withInitial(() -> false);

  /** For a pool of the container's. */
  static ConnectionLimiter of(DatabaseEngine databaseEngine, DataSource ofTidings) {
    return new ConnectionLimiter(
        databaseEngine.pool(ofTidings),
        databaseEngine.ownConnections(),
        databaseEngine.isManaged(),
        LONGEST_WAIT);
  }

  /**
   * For a pool.
   *
   * @param isManaged whether callers' transactions have a connection of it anyway, so that what
   *     joins them takes no place
   */
  ConnectionLimiter(DataSource pool, int piecesOfWork, boolean isManaged, Duration longestWait) {
    this.pool = pool;
    this.isManaged = isManaged;
    this.longestWait = longestWait;
    this.most = piecesOfWork;
    this.places = new Semaphore(piecesOfWork, true);
  }

  int used() {
    return most - places.availablePermits();
  }

  int most() {
    return most;
  }

  /** Runs work on a connection of its own. */
  <T> T with(SqlWork<T> work) throws SQLException {
    if (isAtWork.get()) {
      return run(work);
    }
    takePlace();
    try {
      isAtWork.set(true);
      return run(work);
    } finally {
      isAtWork.remove();
      places.release();
    }
  }

  /** Runs work on the connection that the thread's JTA transaction has or gets. */
  <T> T joined(JtaTransaction transaction, SqlWork<T> work) throws SQLException {
    if (!isManaged && !isAtWork.get() && transaction.isNew()) {
      takePlaceFor(transaction);
    }
    return run(work);
  }

  private void takePlaceFor(JtaTransaction transaction) {
    takePlace();
    boolean isHeld = false;
    try {
      transaction.holdUntilItsEnd(places::release);
      isHeld = true;
    } finally {
      if (!isHeld) {
        places.release();
      }
    }
  }

  private <T> T run(SqlWork<T> work) throws SQLException {
    try (Connection connection = connect()) {
      T result = work.run(connection);
      OutageLog.over();
      return result;
    }
  }

  private Connection connect() throws SQLException {
    try {
      return pool.getConnection();
    } catch (SQLException failure) {
      if (SecondResource.isBehind(failure)) {
        throw SecondResource.refused(failure);
      }
      throw new NoConnectionException(failure);
    }
  }

  private void takePlace() {
    if (!hasPlaceInTime()) {
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE, "All connections to the database are busy", RETRY_AFTER);
    }
  }

  private boolean hasPlaceInTime() {
    try {
      return places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
