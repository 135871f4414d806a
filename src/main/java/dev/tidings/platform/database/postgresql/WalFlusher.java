package dev.tidings.platform.database.postgresql;

import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.engine.FlushTimes;
import dev.tidings.platform.database.engine.GroupFlush;
import dev.tidings.platform.database.engine.ReconnectingConnections;
import dev.tidings.platform.database.jdbc.UnknownOutcomeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The shared flush on PostgreSQL: a synchronous commit makes durable whatever was committed before
 * it, in any session. A dedicated session does such commits, one after the other; each serves all
 * transactions that have committed before it began. JTA transactions do not need this, because
 * their own commits are synchronous.
 *
 * <p>A crash of PostgreSQL may lose commits that were not flushed. It ends all sessions, so a
 * transaction is durable only by a flush of a session that existed before the transaction began.
 * When that session has ended, the outcome of the transactions that still waited for it is unknown,
 * and has to be looked up as after a commit without a response.
 */
public final class WalFlusher implements DurabilityBarrier {
  /** It changes nothing, but it is in the log, so its commit is one that the disk has to know. */
  private static final String COMMIT = "SELECT pg_logical_emit_message(true, 'tidings', '')";

  private final ReconnectingConnections server;
  private final ReentrantLock renewing = new ReentrantLock();

  private volatile Session current;
  private final AtomicLong failedRenewals = new AtomicLong();
  private SQLException lastFailure;

  /**
   * Begins with a connection that nobody else uses.
   *
   * @param server where others come from
   */
  WalFlusher(Connection first, ReconnectingConnections server) throws SQLException {
    this.server = server;
    current = new Session(first);
  }

  @Override
  public Supplier<GroupFlush.Flush> begin(Durability durability) throws SQLException {
    if (durability == Durability.BUFFERED) {
      return () -> () -> {};
    }
    Session session = current;
    return session.isSound() ? session::flush : sound()::flush;
  }

  @Override
  public void close() throws SQLException {
    current.connection.close();
  }

  /** Whoever comes while somebody fails to connect fails with him, and nobody queues up for it. */
  private Session sound() throws SQLException {
    long before = failedRenewals.get();
    renewing.lock();
    try {
      if (!current.isSound() && !current.answers()) {
        if (before != failedRenewals.get()) {
          throw new SQLException(lastFailure.getMessage(), lastFailure.getSQLState(), lastFailure);
        }
        renew();
      }
      return current;
    } finally {
      renewing.unlock();
    }
  }

  private void renew() throws SQLException {
    current.end();
    try {
      current = begin(server.connectToServer());
    } catch (SQLException failure) {
      lastFailure = failure;
      failedRenewals.incrementAndGet();
      throw failure;
    }
  }

  private Session begin(Connection connection) throws SQLException {
    try {
      return new Session(connection);
    } catch (SQLException failure) {
      connection.abort(Runnable::run);
      throw failure;
    }
  }

  /** As long as it lives, the database has forgotten nothing. */
  private final class Session {
    private final Connection connection;
    private final PreparedStatement commit;
    private final GroupFlush flushes =
        new GroupFlush(FlushTimes.measured(this::commit), failure -> end());
    private volatile long lastAnswer;

    Session(Connection connection) throws SQLException {
      this.connection = connection;
      commit = connection.prepareStatement(COMMIT);
      commit();
    }

    /** What was committed by now. */
    GroupFlush.Flush flush() {
      long needed = flushes.next();
      return () -> {
        if (!flushes.await(needed)) {
          throw new UnknownOutcomeException(new SQLException("The connection that flushes broke"));
        }
      };
    }

    private void commit() throws SQLException {
      commit.execute();
      lastAnswer = server.now();
    }

    boolean isSound() {
      return !flushes.isBroken() && !server.isDoubtful(lastAnswer);
    }

    boolean answers() throws SQLException {
      if (flushes.isBroken() || !ReconnectingConnections.answers(connection)) {
        return false;
      }
      lastAnswer = server.now();
      return true;
    }

    void end() {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException broken) {
        // It is of no use any more in any case.
      }
      server.suspectAll();
    }
  }
}
