package dev.tidings.broker.dispatch;

import dev.tidings.api.SubscriptionKey;
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
   * In ticks, ten of which are a second: how late a message may be whose wake-up was lost on its
   * way from another server.
   */
  private static final int BETWEEN_LOOKS = 10;

  /** The same for a queue that was empty, where no other server can put anything in. */
  private static final int BETWEEN_LOOKS_WHEN_QUIET = 600;

  private static final Duration TO_END = Duration.ofSeconds(2);

  /** Queues that one look asks for. */
  private static final int QUEUES_AT_ONCE = 1_000;

  @Inject Dispatcher dispatcher;
  @Inject MessageDelivery messageDelivery;
  @Inject Database database;
  @Inject Ticker ticker;
  @Inject WorkerThreads workerThreads;
  @Inject Clock clock;

  private final WaitQueues waitQueues = new WaitQueues();
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private final AtomicLong ticks = new AtomicLong();
  private volatile boolean isClosed;

  @PostConstruct
  void register() {
    ticker.register(this::tick);
  }

  public boolean isAnybodyBefore(QueueId queue) {
    return waitQueues.of(queue).isPresent();
  }

  public boolean isEmpty() {
    return waitQueues.areEmpty();
  }

  /**
   * Puts a receiver at the end of the line, which is looked at after that unless it is known that
   * there is nothing.
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
    if (waitQueue.wakeForNewcomer()) {
      dispatcher.add(waitQueue);
    }
  }

  /** Something was appended to a topic; for everybody, or for those to whom it is addressed. */
  public WakeUpResult wake(long topicId, List<LogEntry> entries) {
    List<CompletableFuture<Void>> rounds = new ArrayList<>();
    for (WaitQueue waitQueue : waitQueues.ofTopic(topicId)) {
      if (entries.stream().anyMatch(entry -> entry.mayBeFor(waitQueue.key()))) {
        CompletableFuture<Void> round = waitQueue.nextRound();
        if (waitQueue.wakeForNews()) {
          rounds.add(round);
          dispatcher.add(waitQueue);
        }
      }
    }
    return new WakeUpResult(rounds);
  }

  /** Nobody knows what, but something may have changed in a topic. */
  void wake(long topicId) {
    waitQueues.ofTopic(topicId).forEach(this::wake);
  }

  /** Something of a queue came back, or the queue is gone. */
  public void wake(QueueId queue) {
    waitQueues.of(queue).ifPresent(this::wake);
  }

  /** Something of a queue was settled, which may make room for more. */
  public void wakeForRoom(QueueId queue) {
    waitQueues.of(queue).filter(WaitQueue::wakeForRoom).ifPresent(dispatcher::add);
  }

  private void wake(WaitQueue waitQueue) {
    if (waitQueue.wake()) {
      dispatcher.add(waitQueue);
    }
  }

  /**
   * Looks after those who wait, about ten times a second.
   *
   * @return whether anybody does
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
    lookSoon(all.stream().filter(waitQueue -> isDue(waitQueue, tick, isShared)).toList());
    return !all.isEmpty();
  }

  /** Whether it is a line's turn to be looked at; not that of all at the same time. */
  static boolean isDue(WaitQueue waitQueue, long tick, boolean isShared) {
    long turn = waitQueue.queue().subscriptionId() + tick;
    return turn % BETWEEN_LOOKS == 0
        && (isShared || turn % BETWEEN_LOOKS_WHEN_QUIET == 0 || !waitQueue.isQuiet());
  }

  /** Looks, once, for what nobody has told this server. */
  public void lookForAll() {
    lookSoon(waitQueues.all());
  }

  private void lookSoon(List<WaitQueue> some) {
    if (!some.isEmpty() && isLooking.compareAndSet(false, true)) {
      workerThreads.execute(() -> lookInParts(some));
    }
  }

  private void lookInParts(List<WaitQueue> some) {
    try {
      for (int from = 0; from < some.size(); from += QUEUES_AT_ONCE) {
        look(some.subList(from, Math.min(from + QUEUES_AT_ONCE, some.size())));
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "Looking for messages failed and will be tried again", failure);
    } finally {
      isLooking.set(false);
    }
  }

  private void look(List<WaitQueue> some) {
    Map<QueueId, QueueAvailability> availabilities =
        messageDelivery.look(some.stream().map(WaitQueue::queue).collect(Collectors.toSet()));
    for (WaitQueue waitQueue : some) {
      QueueAvailability queueAvailability = availabilities.get(waitQueue.queue());
      if (queueAvailability == null || queueAvailability.isReady()) {
        wake(waitQueue);
      } else if (waitQueue.expectAlso(queueAvailability)) {
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
      LOG.log(Level.DEBUG, "Not all receivers were served before the end", tooLate);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
