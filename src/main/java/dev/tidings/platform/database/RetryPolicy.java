package dev.tidings.platform.database;

import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.jdbc.SqlErrors;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * How often, and for how long, a transaction is repeated: enough for a deadlock or for a server
 * that restarts connections, not for a server that stays away, for which the caller should not
 * wait.
 */
public final class RetryPolicy {
  private static final int MOST = 5;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  private static final LongAdder REPEATED = new LongAdder();

  private final long start = System.nanoTime();
  private int failed;

  /**
   * Returns when the work may be begun anew, after a pause that grows and that no two nodes share
   * exactly.
   *
   * @throws TidingsException when it should not be, with what the failure means
   */
  void another(SQLException failure) {
    failed++;
    if (!mayRepeat(failure) || !pause(FIRST_PAUSE.multipliedBy(1L << failed))) {
      OutageLog.mention(failure);
      throw SqlErrors.of(failure);
    }
    REPEATED.increment();
  }

  /** How often work of this node was repeated. */
  public static long repeated() {
    return REPEATED.sum();
  }

  private boolean mayRepeat(SQLException failure) {
    return failed < MOST && !isTooLate() && SqlErrors.isWorthRepeating(failure);
  }

  private boolean isTooLate() {
    return System.nanoTime() - start > LONGEST.toNanos();
  }

  /** False when the thread is wanted elsewhere. */
  public static boolean pause(Duration about) {
    long nanos = about.toNanos() / 2;
    long end = System.nanoTime() + nanos + ThreadLocalRandom.current().nextLong(nanos + 1);
    while (!Thread.currentThread().isInterrupted()) {
      long rest = end - System.nanoTime();
      if (rest <= 0) {
        return true;
      }
      LockSupport.parkNanos(rest);
    }
    return false;
  }
}
