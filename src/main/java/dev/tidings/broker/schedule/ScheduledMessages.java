package dev.tidings.broker.schedule;

import dev.tidings.api.TidingsException;
import dev.tidings.broker.dispatch.Ticker;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.database.Database;
import dev.tidings.store.log.ScheduledEntries;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publications that are scheduled for later. Every node moves what is due, whichever node it was
 * published at; the topic's row lock ensures that only one node finds it.
 */
@ApplicationScoped
public class ScheduledMessages {
  private static final Logger LOG = System.getLogger(ScheduledMessages.class.getName());

  /** While anything is held back; also when what could not be moved is tried again. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  @Inject Database database;
  @Inject ScheduledEntries scheduled;
  @Inject ScheduledMessageMover scheduledMessageMover;
  @Inject Ticker ticker;
  @Inject WorkerThreads workerThreads;
  @Inject @DatabaseTime Clock clock;

  private final AtomicReference<Instant> nextDue = new AtomicReference<>(Instant.MAX);
  private final AtomicBoolean isAtIt = new AtomicBoolean();
  private final AtomicLong lastLook = new AtomicLong(System.nanoTime());

  @PostConstruct
  void register() {
    ticker.register(this::tick);
  }

  /** As far as this node knows. */
  public boolean isAnything() {
    return nextDue.get().isBefore(Instant.MAX);
  }

  /** Something is due then. */
  public void expect(Instant due) {
    nextDue.accumulateAndGet(due, (one, other) -> one.isBefore(other) ? one : other);
    ticker.tickOn();
  }

  /**
   * Moves what is due, on a worker.
   *
   * @return whether anything is held back
   */
  boolean tick() {
    boolean isLookDue = System.nanoTime() - lastLook.get() >= BETWEEN_LOOKS.toNanos();
    if (isAnything() && (isLookDue || !nextDue.get().isAfter(clock.instant()))) {
      look();
    }
    return isAnything();
  }

  /** Moves what is due and looks when the next is, for what this node has not heard of. */
  public void look() {
    if (isAtIt.compareAndSet(false, true)) {
      lastLook.set(System.nanoTime());
      workerThreads.execute(this::moveAndLook);
    }
  }

  private void moveAndLook() {
    try {
      // Who publishes from now on adds what he knows; all before that is seen by the look.
      nextDue.set(Instant.MAX);
      boolean isAllMoved = scheduledMessageMover.moveDue();
      Instant earliest = isAllMoved ? Instant.MIN : clock.instant().plus(BETWEEN_LOOKS);
      database
          .read(scheduled::nextDue)
          .map(due -> due.isBefore(earliest) ? earliest : due)
          .ifPresent(this::expect);
    } catch (TidingsException failure) {
      LOG.log(Level.DEBUG, "What is held back could not be looked at; trying again", failure);
      expect(clock.instant().plus(BETWEEN_LOOKS));
    } finally {
      isAtIt.set(false);
    }
  }
}
