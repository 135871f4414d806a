package dev.tidings.transport.delivery;

import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the tasks of one connection one after the other, so that its state needs no locks. Who
 * submits a task never waits: containers call with locks of their own held.
 */
public final class SerialExecutor implements Executor {
  private static final Logger LOG = System.getLogger(SerialExecutor.class.getName());
  private static final Log EVENTS = Log.of(SerialExecutor.class);

  /** After so many tasks in a row the thread goes to other connections. */
  private static final int IN_A_ROW = 64;

  private final Executor threads;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile int started;

  public SerialExecutor(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    if (queue(task)) {
      schedule();
    }
  }

  /**
   * Runs a task on the calling thread if no other task runs; for threads that hold no locks and may
   * take a moment.
   */
  public void executeHere(Runnable task) {
    if (queue(task)) {
      runWaiting();
    }
  }

  /** Returns whether no thread runs the tasks, so that the caller has to see to it. */
  private boolean queue(Runnable task) {
    waiting.add(task);
    return count.getAndIncrement() == 0;
  }

  /** The number of tasks that were started. */
  public int started() {
    return started;
  }

  private void schedule() {
    try {
      threads.execute(this::runWaiting);
    } catch (RejectedExecutionException stopping) {
      LOG.log(Level.DEBUG, "The server stops, and tasks of a connection are dropped", stopping);
    }
  }

  private void runWaiting() {
    int inARow = 0;
    do {
      if (inARow++ == IN_A_ROW) {
        schedule();
        return;
      }
      // No other thread writes it meanwhile.
      int number = started + 1;
      started = number;
      run(waiting.remove());
    } while (count.decrementAndGet() > 0);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      EVENTS.logFailure(LogEvent.CONNECTION_TASK_FAILED, failure);
    }
  }
}
