package dev.tidings.broker.dispatch;

import dev.tidings.platform.failure.DatabaseFailures;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** One timer for every task that waits for time to pass. It does not run while nothing waits. */
@ApplicationScoped
public class Ticker {
  private static final Log LOG = Log.of(Ticker.class);
  private static final long MILLISECONDS = 100;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  private final List<BooleanSupplier> tasks = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isTicking = new AtomicBoolean();
  private final AtomicBoolean isWanted = new AtomicBoolean();
  private volatile boolean isEnded;

  /** The tick to come; null while there is none. */
  private Future<?> next;

  /** Ticks no more: the scheduler is the server's, and goes on after the application. */
  public void end() {
    isEnded = true;
  }

  /**
   * Adds a task for good.
   *
   * @param task what it does at each tick; says whether it needs another one
   */
  public void register(BooleanSupplier task) {
    tasks.add(task);
  }

  /** Ticks until no task needs it any more. */
  public void tickOn() {
    isWanted.set(true);
    start();
  }

  private void start() {
    if (isTicking.compareAndSet(false, true)) {
      tickSoon();
    }
  }

  /** Goes on after a tick that did not run: WildFly drops what is due while it is suspended. */
  public synchronized void goOn() {
    if (next != null && next.isDone() && !isEnded) {
      tickSoon();
    }
  }

  private synchronized void tickSoon() {
    try {
      next = schedule(this::tick, MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      rest();
    }
  }

  private synchronized void rest() {
    next = null;
    isTicking.set(false);
  }

  public Future<?> schedule(Runnable work, long milliseconds) {
    return scheduler.schedule(work, milliseconds, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (isEnded) {
      return;
    }
    isWanted.set(false);
    if (isAnotherNeeded()) {
      tickSoon();
      return;
    }
    rest();
    // A task may have wanted it after it was asked and before the tick was over.
    if (isWanted.get()) {
      start();
    }
  }

  private boolean isAnotherNeeded() {
    boolean isNeeded = false;
    for (BooleanSupplier task : tasks) {
      isNeeded |= isNeededAfter(task);
    }
    return isNeeded;
  }

  /** A tick that fails is followed by another one. */
  private static boolean isNeededAfter(BooleanSupplier task) {
    try {
      return task.getAsBoolean();
    } catch (RuntimeException failure) {
      LOG.logFailureUnless(DatabaseFailures.isKnown(failure), LogEvent.TICK_FAILED, failure);
      return true;
    }
  }
}
