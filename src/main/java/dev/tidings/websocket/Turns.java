package dev.tidings.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what concerns one session one after the other, so that its state needs no locks. Whoever
 * hands something in never waits: containers call with locks of their own held.
 */
final class Turns implements Executor {
  private static final Logger LOG = System.getLogger(Turns.class.getName());

  /** Then others have a turn. */
  private static final int IN_A_ROW = 64;

  private final Executor threads;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile int taken;

  Turns(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable turn) {
    if (queue(turn)) {
      go();
    }
  }

  /**
   * The same on the calling thread if nobody has a turn; for threads that hold no locks and may
   * take a moment.
   */
  void executeHere(Runnable turn) {
    if (queue(turn)) {
      take();
    }
  }

  /** Returns whether nobody is at it, so that the caller has to see to it. */
  private boolean queue(Runnable turn) {
    waiting.add(turn);
    return count.getAndIncrement() == 0;
  }

  /** How many there were; the one that is being taken counts. */
  int taken() {
    return taken;
  }

  private void go() {
    try {
      threads.execute(this::take);
    } catch (RejectedExecutionException stopping) {
      LOG.log(Level.DEBUG, "The server stops, and nothing is done any more", stopping);
    }
  }

  private void take() {
    int inARow = 0;
    do {
      if (inARow++ == IN_A_ROW) {
        go();
        return;
      }
      // Nobody else writes it meanwhile.
      int number = taken + 1;
      taken = number;
      run(waiting.remove());
    } while (count.decrementAndGet() > 0);
  }

  private static void run(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException failure) {
      LOG.log(Level.ERROR, "Something failed in a WebSocket session", failure);
    }
  }
}
