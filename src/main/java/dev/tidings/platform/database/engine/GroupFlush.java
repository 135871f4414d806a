package dev.tidings.platform.database.engine;

import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A flush that serves all commits that were complete when it began; later commits share the next
 * one. After a failed flush there is no other.
 */
public final class GroupFlush {
  /** Does the flush. */
  @FunctionalInterface
  public interface Flush {
    void run() throws SQLException;
  }

  private final Flush flush;
  private final Consumer<Exception> onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition flushed = lock.newCondition();

  private long begun;
  private long done;
  private boolean isRunning;
  private volatile boolean isBroken;

  /**
   * A flush that has not begun yet.
   *
   * @param onFailure is told once, why it failed
   */
  public GroupFlush(Flush flush, Consumer<Exception> onFailure) {
    this.flush = flush;
    this.onFailure = onFailure;
  }

  /** The number of the flush that serves what is committed by now: the next one to begin. */
  public long next() {
    lock.lock();
    try {
      return begun + 1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns once a flush has ended.
   *
   * @param needed its number; a later one serves as well
   * @return false if it failed, or an earlier one did
   */
  public boolean await(long needed) {
    lock.lock();
    try {
      while (done < needed && !isBroken) {
        if (isRunning) {
          flushed.awaitUninterruptibly();
        } else {
          flushForAll();
        }
      }
      return done >= needed;
    } finally {
      lock.unlock();
    }
  }

  public boolean isBroken() {
    return isBroken;
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
      onFailure.accept(failure);
      return false;
    }
  }
}
