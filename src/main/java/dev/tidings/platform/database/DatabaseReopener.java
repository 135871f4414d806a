package dev.tidings.platform.database;

import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Reopens a database that was closed because its disk was full or failed. The next operation that
 * needs the database does that, after a pause; other operations are refused meanwhile.
 */
final class DatabaseReopener {
  /** Longer than this node remembers anything that the database may have lost. */
  static final Duration FIRST_PAUSE = Duration.ofMillis(1_500);

  static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** One that fails again sooner has not recovered. */
  static final Duration RECOVERED = Duration.ofMinutes(1);

  private static final Logger LOG = System.getLogger(DatabaseReopener.class.getName());
  private static final Log EVENTS = Log.of(DatabaseReopener.class);

  private final DatabaseEngine databaseEngine;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private volatile DurabilityBarrier current;
  private DurabilityBarrier broken;
  private Duration pause = FIRST_PAUSE;
  private long brokenAt;
  private long lastTry;
  private long reopenedAt;
  private boolean wasReopened;

  /** Begins with what the database is used with once it is open. */
  DatabaseReopener(DatabaseEngine databaseEngine, DurabilityBarrier first, LongSupplier nanoTime) {
    this.databaseEngine = databaseEngine;
    this.current = first;
    this.nanoTime = nanoTime;
  }

  /** Has it run each time when the database may have forgotten what was not on disk. */
  void onReopened(Runnable listener) {
    listeners.add(listener);
  }

  /** What the database is used with now; broken while it cannot be opened. */
  DurabilityBarrier current() {
    DurabilityBarrier now = current;
    if (now.trouble().isEmpty()) {
      return now;
    }
    if (now.trouble().get().passes() && lock.tryLock()) {
      try {
        tryAgain(current);
      } finally {
        lock.unlock();
      }
    }
    return current;
  }

  private void tryAgain(DurabilityBarrier now) {
    if (now.trouble().isEmpty()) {
      return;
    }
    if (now != broken) {
      begin(now);
    }
    if (nanoTime.getAsLong() - lastTry >= pause.toNanos()) {
      if (databaseEngine.mayReopen()) {
        reopen(now);
      }
      lastTry = nanoTime.getAsLong();
    }
  }

  private void begin(DurabilityBarrier now) {
    broken = now;
    brokenAt = nanoTime.getAsLong();
    lastTry = brokenAt;
    if (wasReopened && brokenAt - reopenedAt < RECOVERED.toNanos()) {
      lengthenPause();
    } else {
      pause = FIRST_PAUSE;
    }
  }

  private void reopen(DurabilityBarrier now) {
    try {
      current = databaseEngine.reopen(now);
      wasReopened = true;
      reopenedAt = nanoTime.getAsLong();
      EVENTS.log(
          LogEvent.DATABASE_REOPENED,
          Duration.ofSeconds(Duration.ofNanos(reopenedAt - brokenAt).toSeconds()));
      listeners.forEach(Runnable::run);
    } catch (SQLException | RuntimeException failure) {
      lengthenPause();
      LOG.log(Level.DEBUG, "The database could not be opened again yet", failure);
    }
  }

  private void lengthenPause() {
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
