package dev.tidings.broker;

import dev.tidings.config.SqlFailure;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One timer for everything that waits for time to pass. It does not run while nothing waits. */
@ApplicationScoped
class Ticker {
  private static final Logger LOG = System.getLogger(Ticker.class.getName());
  private static final long MILLISECONDS = 100;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Inject WaitingRoom waitingRoom;
  @Inject HeldBack heldBack;

  private final AtomicBoolean isTicking = new AtomicBoolean();
  private volatile boolean isEnded;

  /** Ticks no more: the scheduler is the server's, and goes on after the application. */
  void end() {
    isEnded = true;
  }

  /** Ticks until nobody waits any more. */
  void tickOn() {
    if (isTicking.compareAndSet(false, true)) {
      tickSoon();
    }
  }

  private void tickSoon() {
    try {
      schedule(this::tick, MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      isTicking.set(false);
    }
  }

  void schedule(Runnable work, long milliseconds) {
    var unused = scheduler.schedule(work, milliseconds, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (isEnded) {
      return;
    }
    if (isAnybodyWaiting()) {
      tickSoon();
      return;
    }
    isTicking.set(false);
    // Somebody may have come after the tick had looked and before it was over.
    if (!waitingRoom.isEmpty() || heldBack.isAnything()) {
      tickOn();
    }
  }

  /** A tick that fails is followed by another one. */
  private boolean isAnybodyWaiting() {
    try {
      boolean isAnyReceiver = waitingRoom.tick();
      return heldBack.tick() || isAnyReceiver;
    } catch (RuntimeException failure) {
      LOG.log(SqlFailure.level(failure), "A tick failed; the next one comes soon", failure);
      return true;
    }
  }
}
