package dev.tidings.broker;

import dev.tidings.platform.concurrent.WorkerThreads;
import java.util.ArrayDeque;
import java.util.Deque;

/** No threads: what workers are given waits until a test lets it run. */
public final class WaitingWorkers extends WorkerThreads {
  private final Deque<Runnable> handedOver = new ArrayDeque<>();

  @Override
  public void execute(Runnable work) {
    handedOver.add(work);
  }

  /** Runs what waits, and what that hands over. */
  public void runAll() {
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
  }
}
