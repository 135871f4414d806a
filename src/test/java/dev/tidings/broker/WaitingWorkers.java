package dev.tidings.broker;

import java.util.ArrayDeque;
import java.util.Deque;

/** No threads: what workers are given waits until a test lets it run. */
final class WaitingWorkers extends Workers {
  private final Deque<Runnable> handedOver = new ArrayDeque<>();

  @Override
  public void execute(Runnable work) {
    handedOver.add(work);
  }

  /** Runs what waits, and what that hands over. */
  void runAll() {
    while (!handedOver.isEmpty()) {
      handedOver.remove().run();
    }
  }
}
