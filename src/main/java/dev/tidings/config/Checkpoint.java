package dev.tidings.config;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts commits on disk where a commit alone does not: one flush serves everybody whose commit was
 * there when it began, and those that come meanwhile share the next one.
 *
 * <p>After a flush that failed nobody knows what is on disk, so no promise is made any more until
 * the application starts anew and reads what really is there.
 */
final class Checkpoint {
  private static final Logger LOG = System.getLogger(Checkpoint.class.getName());

  /** Does the flush. */
  @FunctionalInterface
  interface Flush {
    void run() throws SQLException;
  }

  private final Flush flush;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flushed = lock.newCondition();

  private long begun;
  private long done;
  private boolean isRunning;
  private volatile boolean isBroken;

  Checkpoint(Flush flush) {
    this.flush = flush;
  }

  /** A flush through a connection that nobody else uses. */
  static Flush through(Connection connection) {
    return () -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    };
  }

  /**
   * Returns once everything that the caller has committed is on disk.
   *
   * @throws TidingsException {@link ErrorType#OUTCOME_UNKNOWN} when it may not be
   */
  void await() {
    lock.lock();
    try {
      long needed = begun + 1;
      while (done < needed) {
        requireFlushed();
        if (isRunning) {
          flushed.awaitUninterruptibly();
        } else {
          flushForAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Throws when an earlier flush failed. For those who have not begun anything yet. */
  void requireIntact() {
    if (isBroken) {
      throw new TidingsException(
          ErrorType.UNAVAILABLE,
          "The database could not write to disk, so nothing is stored until Tidings is restarted");
    }
  }

  /** The same for those who have committed, but do not know whether that is on disk. */
  void requireFlushed() {
    if (isBroken) {
      throw new TidingsException(
          ErrorType.OUTCOME_UNKNOWN,
          "The database could not write to disk, so this may be stored or not; find out when"
              + " Tidings was restarted");
    }
  }

  /** How many wait for a flush that they do not do themselves. */
  int waiting() {
    lock.lock();
    try {
      return lock.getWaitQueueLength(flushed);
    } finally {
      lock.unlock();
    }
  }

  private void flushForAll() {
    long number = ++begun;
    isRunning = true;
    lock.unlock();
    boolean succeeded = false;
    try {
      succeeded = flush();
    } finally {
      lock.lock();
      isRunning = false;
      if (succeeded) {
        done = number;
      } else {
        isBroken = true;
      }
      flushed.signalAll();
    }
  }

  private boolean flush() {
    try {
      flush.run();
      return true;
    } catch (SQLException | RuntimeException failure) {
      LOG.log(
          Level.ERROR,
          "The database cannot write to disk; nothing is stored from now on. Look at the disk, then"
              + " restart Tidings.",
          failure);
      return false;
    }
  }
}
