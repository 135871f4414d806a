package dev.tidings.bench.shop;

/** Holds listeners back until a queue is full, and counts those that have passed. */
final class Gate {
  private boolean isOpen;
  private long left;

  /** Waits until it is open. */
  synchronized void pass() throws InterruptedException {
    while (!isOpen) {
      wait();
    }
  }

  /** Counts a listener that has done what it had to do. */
  synchronized void count() {
    left--;
    if (left == 0) {
      notifyAll();
    }
  }

  /** Opens, waits until that many listeners are done, and closes. */
  synchronized void letThrough(long listeners) throws InterruptedException {
    isOpen = true;
    left = listeners;
    notifyAll();
    while (left > 0) {
      wait();
    }
    isOpen = false;
  }
}
