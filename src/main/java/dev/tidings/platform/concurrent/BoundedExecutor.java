package dev.tidings.platform.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An executor that runs a limited number of tasks at the same time, in the order of their arrival,
 * so that ten thousand waiting tasks occupy neither all threads nor all connections.
 */
public final class BoundedExecutor {

  /** Something that throws nothing. */
  @FunctionalInterface
  public interface Work {
    /** Does it, and answers with the end of it, which may take its time: others may begin then. */
    Runnable run();
  }

  private final Executor workers;
  private final int most;
  private final Queue<Work> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger active = new AtomicInteger();

  public BoundedExecutor(Executor workers, int most) {
    this.workers = workers;
    this.most = most;
  }

  public void add(Work work) {
    waiting.add(work);
    startOne();
  }

  private void startOne() {
    int before = active.get();
    while (before < most && !waiting.isEmpty()) {
      if (active.compareAndSet(before, before + 1)) {
        workers.execute(this::workOff);
        return;
      }
      before = active.get();
    }
  }

  private void workOff() {
    Work next = waiting.poll();
    Runnable end = next == null ? () -> {} : next.run();
    active.decrementAndGet();
    startOne();
    end.run();
  }
}
