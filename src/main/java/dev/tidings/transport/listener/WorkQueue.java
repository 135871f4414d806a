package dev.tidings.transport.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What a listener has received: what waits, and what its workers do. There are as many workers as
 * there is work for, up to a limit.
 */
final class WorkQueue {
  private final int limit;
  private final LongSupplier nanoTime;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<WorkItem> waiting = new ArrayDeque<>();
  private final Set<WorkItem> running = new LinkedHashSet<>();
  private int messagesWaiting;
  private int workers;
  private boolean isHalted;

  WorkQueue(int limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /**
   * Adds work.
   *
   * @return how many workers are to start, each to call {@link #next()} until there is nothing;
   *     empty, with nothing added, when the queue was halted
   */
  Optional<Integer> add(Collection<WorkItem> items) {
    lock.lock();
    try {
      if (isHalted) {
        return Optional.empty();
      }
      waiting.addAll(items);
      messagesWaiting += items.stream().mapToInt(item -> item.messages().size()).sum();
      int more = Math.min(limit - workers, items.size());
      workers += more;
      return Optional.of(more);
    } finally {
      lock.unlock();
    }
  }

  /** What a worker does next; empty when the worker has to end. */
  Optional<WorkItem> next() {
    lock.lock();
    try {
      WorkItem item = waiting.poll();
      if (item == null) {
        workers--;
        changed.signalAll();
        return Optional.empty();
      }
      messagesWaiting -= item.messages().size();
      item.start(nanoTime.getAsLong());
      running.add(item);
      return Optional.of(item);
    } finally {
      lock.unlock();
    }
  }

  void done(WorkItem item) {
    lock.lock();
    try {
      running.remove(item);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes what no worker has begun. */
  List<WorkItem> takeWaiting() {
    lock.lock();
    try {
      List<WorkItem> taken = new ArrayList<>(waiting);
      waiting.clear();
      messagesWaiting = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  boolean isAnyWaiting() {
    return messagesWaiting() > 0;
  }

  /** How many messages no worker has begun. */
  int messagesWaiting() {
    lock.lock();
    try {
      return messagesWaiting;
    } finally {
      lock.unlock();
    }
  }

  /** What workers do at the moment. */
  List<WorkItem> running() {
    lock.lock();
    try {
      return List.copyOf(running);
    } finally {
      lock.unlock();
    }
  }

  /** Marks what has run for longer than that, and returns what was not marked before. */
  List<WorkItem> abandonOverdue(Duration timeout) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      List<WorkItem> overdue =
          running.stream().filter(item -> item.isOverdue(now, timeout.toNanos())).toList();
      overdue.forEach(WorkItem::abandon);
      return overdue;
    } finally {
      lock.unlock();
    }
  }

  /** Whether every worker that there may be does something that has taken too long. */
  boolean isStuck() {
    lock.lock();
    try {
      return running.stream().filter(WorkItem::isAbandoned).count() == limit;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing any more, and returns what no worker has begun. */
  List<WorkItem> halt() {
    lock.lock();
    try {
      isHalted = true;
      changed.signalAll();
      return takeWaiting();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the queue is halted by the end of that time; returns as soon as it is. */
  boolean awaitHalt(Duration longest) {
    return await(longest, true);
  }

  /** Waits so long for all workers to end. */
  void awaitWorkers(Duration longest) {
    await(longest, false);
  }

  private boolean await(Duration longest, boolean forHalt) {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (left > 0 && (forHalt ? !isHalted : workers > 0)) {
        left = changed.awaitNanos(left);
      }
      return isHalted;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
