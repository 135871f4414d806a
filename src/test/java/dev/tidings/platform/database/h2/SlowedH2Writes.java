package dev.tidings.platform.database.h2;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Holds H2 up while it writes: after the tables that were made before, and before those that are
 * made later.
 */
final class SlowedH2Writes {
  /** So often H2 tries without a lock on the map. */
  private static final int UNLOCKED_ATTEMPTS = 3;

  /** H2 goes through its maps in the order of their ids when it has had some at once. */
  private static final int SOME_MAPS = 60;

  private final MVMap<Integer, Integer> map;
  private final CountDownLatch raised = new CountDownLatch(1);
  private final CountDownLatch lowered = new CountDownLatch(1);

  SlowedH2Writes(Connection connection) throws SQLException {
    MVStore store = H2Internals.store(connection).getMvStore();
    for (int i = 0; i < SOME_MAPS; i++) {
      store.openMap("some." + i);
    }
    map = store.openMap("hurdle");
  }

  /** From now on nobody gets past it. */
  void raise() throws InterruptedException {
    new Thread(() -> map.operate(1, 1, new Holding())).start();
    raised.await();
  }

  /** Waits until somebody who writes waits at it. */
  void awaitHeldUp() throws InterruptedException {
    long deadline = System.nanoTime() + SECONDS.toNanos(20);
    while (Thread.getAllStackTraces().values().stream().noneMatch(SlowedH2Writes::isHeldUp)) {
      if (System.nanoTime() > deadline) {
        lower();
        throw new AssertionError("Nobody comes");
      }
      Thread.sleep(1);
    }
  }

  private static boolean isHeldUp(StackTraceElement[] stack) {
    return isIn(stack, "collectChangedMapRoots") && isIn(stack, "lockRoot");
  }

  private static boolean isIn(StackTraceElement[] stack, String method) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals(method));
  }

  void lower() {
    lowered.countDown();
  }

  /** A change that keeps the map locked until it decides to change nothing. */
  private final class Holding extends MVMap.DecisionMaker<Integer> {
    private final AtomicInteger attempts = new AtomicInteger();

    @Override
    public MVMap.Decision decide(Integer existing, Integer wanted) {
      if (attempts.incrementAndGet() <= UNLOCKED_ATTEMPTS) {
        return MVMap.Decision.REPEAT;
      }
      raised.countDown();
      try {
        lowered.await();
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      return MVMap.Decision.ABORT;
    }
  }
}
