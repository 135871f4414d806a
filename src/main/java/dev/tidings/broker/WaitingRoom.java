package dev.tidings.broker;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.config.Database;
import dev.tidings.log.LogEntry;
import dev.tidings.queue.Outlook;
import dev.tidings.queue.QueueId;
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
class WaitingRoom {
  private static final Logger LOG = System.getLogger(WaitingRoom.class.getName());

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

  @Inject Serving serving;
  @Inject HandingOut handingOut;
  @Inject Database database;
  @Inject Ticker ticker;
  @Inject Workers workers;
  @Inject Clock clock;

  private final Lines lines = new Lines();
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private final AtomicLong ticks = new AtomicLong();
  private volatile boolean isClosed;

  @PostConstruct
  void register() {
    ticker.register(this::tick);
  }

  boolean isAnybodyBefore(QueueId queue) {
    return lines.of(queue).isPresent();
  }

  boolean isEmpty() {
    return lines.areEmpty();
  }

  /**
   * Puts a receiver at the end of the line, which is looked at after that unless it is known that
   * there is nothing.
   */
  void enter(QueueId queue, SubscriptionKey key, Waiter waiter) {
    Line line = lines.join(queue, key, waiter);
    var unused = waiter.future().whenComplete((messages, failure) -> lines.leave(queue, waiter));
    if (isClosed) {
      waiter.giveUp();
      return;
    }
    ticker.tickOn();
    if (line.wakeForNewcomer()) {
      serving.add(line);
    }
  }

  /** Something was appended to a topic; for everybody, or for those to whom it is addressed. */
  Woken wake(long topicId, List<LogEntry> entries) {
    List<CompletableFuture<Void>> rounds = new ArrayList<>();
    for (Line line : lines.ofTopic(topicId)) {
      if (entries.stream().anyMatch(entry -> entry.mayBeFor(line.key()))) {
        CompletableFuture<Void> round = line.nextRound();
        if (line.wakeForNews()) {
          rounds.add(round);
          serving.add(line);
        }
      }
    }
    return new Woken(rounds);
  }

  /** Nobody knows what, but something may have changed in a topic. */
  void wake(long topicId) {
    lines.ofTopic(topicId).forEach(this::wake);
  }

  /** Something of a queue came back, or the queue is gone. */
  void wake(QueueId queue) {
    lines.of(queue).ifPresent(this::wake);
  }

  /** Something of a queue was settled, which may make room for more. */
  void wakeForRoom(QueueId queue) {
    lines.of(queue).filter(Line::wakeForRoom).ifPresent(serving::add);
  }

  private void wake(Line line) {
    if (line.wake()) {
      serving.add(line);
    }
  }

  /**
   * Looks after those who wait, about ten times a second.
   *
   * @return whether anybody does
   */
  boolean tick() {
    List<Line> all = lines.all();
    long now = System.nanoTime();
    Instant time = clock.instant();
    for (Line line : all) {
      line.takeOverdue(now).forEach(serving::add);
      if (line.wakeForReturns(time)) {
        serving.add(line);
      }
    }
    long tick = ticks.incrementAndGet();
    boolean isShared = database.isShared();
    lookSoon(all.stream().filter(line -> isDue(line, tick, isShared)).toList());
    return !all.isEmpty();
  }

  /** Whether it is a line's turn to be looked at; not that of all at the same time. */
  static boolean isDue(Line line, long tick, boolean isShared) {
    long turn = line.queue().subscriptionId() + tick;
    return turn % BETWEEN_LOOKS == 0
        && (isShared || turn % BETWEEN_LOOKS_WHEN_QUIET == 0 || !line.isQuiet());
  }

  /** Looks, once, for what nobody has told this server. */
  void lookForAll() {
    lookSoon(lines.all());
  }

  private void lookSoon(List<Line> some) {
    if (!some.isEmpty() && isLooking.compareAndSet(false, true)) {
      workers.execute(() -> lookInParts(some));
    }
  }

  private void lookInParts(List<Line> some) {
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

  private void look(List<Line> some) {
    Map<QueueId, Outlook> outlooks =
        handingOut.look(some.stream().map(Line::queue).collect(Collectors.toSet()));
    for (Line line : some) {
      Outlook outlook = outlooks.get(line.queue());
      if (outlook == null || outlook.isReady()) {
        wake(line);
      } else if (line.expectAlso(outlook)) {
        serving.add(line);
      }
    }
  }

  /** Ends all waits, without messages where none are on their way. */
  void close() {
    isClosed = true;
    serving.close();
    List<Waiter> all = new ArrayList<>();
    List<Waiter> served = new ArrayList<>();
    for (Line line : lines.all()) {
      all.addAll(line.waiters());
      served.addAll(line.served());
    }
    all.stream().filter(waiter -> !served.contains(waiter)).forEach(Waiter::giveUp);
    await(served);
    served.forEach(Waiter::giveUp);
  }

  private static void await(List<Waiter> served) {
    try {
      CompletableFuture.allOf(
              served.stream().map(Waiter::future).toArray(CompletableFuture<?>[]::new))
          .get(TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException tooLate) {
      LOG.log(Level.DEBUG, "Not all receivers were served before the end", tooLate);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
