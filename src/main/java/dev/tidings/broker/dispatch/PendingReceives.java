package dev.tidings.broker.dispatch;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.Database;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.QueueAvailability;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Holds pending receives until messages arrive. Wake-ups are hints that reduce latency. No receive
 * misses a message, because it joins its wait queue before the queue is checked, or before the next
 * wake-up where others already wait for an empty queue, and because all queues with pending
 * receives are checked periodically.
 */
@ApplicationScoped
public class PendingReceives {
  private static final Logger LOG = System.getLogger(PendingReceives.class.getName());

  /**
   * Ticks between two checks of a queue; ten ticks are a second. This limits how late a message is
   * if the notification of another node is lost.
   */
  private static final int TICKS_BETWEEN_CHECKS = 10;

  /** The same for a queue that was empty, if no other node uses the database. */
  private static final int TICKS_BETWEEN_CHECKS_WHEN_EMPTY = 600;

  private static final Duration TO_END = Duration.ofSeconds(2);

  /** Queues in one check. */
  private static final int QUEUES_AT_ONCE = 1_000;

  @Inject Dispatcher dispatcher;
  @Inject MessageDelivery messageDelivery;
  @Inject Database database;
  @Inject Ticker ticker;
  @Inject WorkerThreads workerThreads;
  @Inject @DatabaseTime Clock clock;

  private final WaitQueues waitQueues = new WaitQueues();
  private final AtomicBoolean isChecking = new AtomicBoolean();
  private final AtomicLong ticks = new AtomicLong();
  private volatile boolean isClosed;

  @PostConstruct
  void register() {
    ticker.register(this::tick);
  }

  public boolean hasPending(QueueId queue) {
    return waitQueues.of(queue).isPresent();
  }

  public boolean isEmpty() {
    return waitQueues.areEmpty();
  }

  /** How many receives wait for a queue. */
  public int count(QueueId queue) {
    return waitQueues.of(queue).map(waitQueue -> waitQueue.pending().size()).orElse(0);
  }

  /** How many receives wait for any queue. */
  public int count() {
    return waitQueues.all().stream().mapToInt(waitQueue -> waitQueue.pending().size()).sum();
  }

  /**
   * Adds a receive to the end of its wait queue. The queue is checked then, unless it is known to
   * be empty.
   */
  public void enter(QueueId queue, SubscriptionKey key, PendingReceive pendingReceive) {
    WaitQueue waitQueue = waitQueues.join(queue, key, pendingReceive);
    var unused =
        pendingReceive
            .future()
            .whenComplete((messages, failure) -> waitQueues.leave(queue, pendingReceive));
    if (isClosed) {
      pendingReceive.giveUp();
      return;
    }
    ticker.tickOn();
    if (waitQueue.wakeForJoined()) {
      dispatcher.add(waitQueue);
    }
  }

  /** Messages were appended to a topic, for all subscriptions or for those that they name. */
  public WakeUpResult wake(long topicId, List<LogEntry> entries) {
    List<CompletableFuture<Void>> dispatches = new ArrayList<>();
    for (WaitQueue waitQueue : waitQueues.ofTopic(topicId)) {
      if (entries.stream().anyMatch(entry -> entry.mayBeFor(waitQueue.key()))) {
        CompletableFuture<Void> next = waitQueue.nextDispatch();
        if (waitQueue.wakeForPublished()) {
          dispatches.add(next);
          dispatcher.add(waitQueue);
        }
      }
    }
    return new WakeUpResult(dispatches);
  }

  /** Something in a topic may have changed. */
  void wake(long topicId) {
    waitQueues.ofTopic(topicId).forEach(this::wake);
  }

  /** A message returned to its queue, or the queue was deleted. */
  public void wake(QueueId queue) {
    waitQueues.of(queue).ifPresent(this::wake);
  }

  /** Messages of a queue were settled, which may make room for more. */
  public void wakeForSettled(QueueId queue) {
    waitQueues.of(queue).filter(WaitQueue::wakeForSettled).ifPresent(dispatcher::add);
  }

  private void wake(WaitQueue waitQueue) {
    if (waitQueue.wake()) {
      dispatcher.add(waitQueue);
    }
  }

  /**
   * Ends waits whose time is over and checks the queues that are due; called about ten times a
   * second.
   *
   * @return whether any receive is pending
   */
  public boolean tick() {
    List<WaitQueue> all = waitQueues.all();
    long now = System.nanoTime();
    Instant time = clock.instant();
    for (WaitQueue waitQueue : all) {
      waitQueue.takeOverdue(now).forEach(dispatcher::add);
      if (waitQueue.wakeForReturns(time)) {
        dispatcher.add(waitQueue);
      }
    }
    long tick = ticks.incrementAndGet();
    boolean isShared = database.isShared();
    checkSoon(all.stream().filter(waitQueue -> isDue(waitQueue, tick, isShared)).toList());
    return !all.isEmpty();
  }

  /** Whether a queue is due for a check. Not all queues are due in the same tick. */
  static boolean isDue(WaitQueue waitQueue, long tick, boolean isShared) {
    long turn = waitQueue.queue().subscriptionId() + tick;
    return turn % TICKS_BETWEEN_CHECKS == 0
        && (isShared || turn % TICKS_BETWEEN_CHECKS_WHEN_EMPTY == 0 || !waitQueue.isKnownEmpty());
  }

  /** Checks all queues once, for changes of which no notification has arrived. */
  public void checkAll() {
    checkSoon(waitQueues.all());
  }

  private void checkSoon(List<WaitQueue> some) {
    if (!some.isEmpty() && isChecking.compareAndSet(false, true)) {
      workerThreads.execute(() -> checkInParts(some));
    }
  }

  private void checkInParts(List<WaitQueue> some) {
    try {
      for (int from = 0; from < some.size(); from += QUEUES_AT_ONCE) {
        look(some.subList(from, Math.min(from + QUEUES_AT_ONCE, some.size())));
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "Checking the wait queues failed and will be tried again", failure);
    } finally {
      isChecking.set(false);
    }
  }

  private void look(List<WaitQueue> some) {
    Map<QueueId, QueueAvailability> availabilities =
        messageDelivery.look(some.stream().map(WaitQueue::queue).collect(Collectors.toSet()));
    for (WaitQueue waitQueue : some) {
      QueueAvailability queueAvailability = availabilities.get(waitQueue.queue());
      if (queueAvailability == null || queueAvailability.isReady()) {
        wake(waitQueue);
      } else if (waitQueue.onChecked(queueAvailability)) {
        dispatcher.add(waitQueue);
      }
    }
  }

  /** Ends all waits, without messages where none are on their way. */
  public void close() {
    isClosed = true;
    dispatcher.close();
    List<PendingReceive> all = new ArrayList<>();
    List<PendingReceive> served = new ArrayList<>();
    for (WaitQueue waitQueue : waitQueues.all()) {
      all.addAll(waitQueue.pending());
      served.addAll(waitQueue.served());
    }
    all.stream()
        .filter(pendingReceive -> !served.contains(pendingReceive))
        .forEach(PendingReceive::giveUp);
    await(served);
    served.forEach(PendingReceive::giveUp);
  }

  private static void await(List<PendingReceive> served) {
    try {
      CompletableFuture.allOf(
              served.stream().map(PendingReceive::future).toArray(CompletableFuture<?>[]::new))
          .get(TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException tooLate) {
      LOG.log(Level.DEBUG, "Not all pending receives were served before the node stopped", tooLate);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
