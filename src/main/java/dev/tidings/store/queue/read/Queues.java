package dev.tidings.store.queue.read;

import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.store.log.EntryHead;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.queue.depth.OldestMessages;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.queue.inflight.InFlightMessages;
import dev.tidings.store.queue.inflight.Leases;
import dev.tidings.store.queue.inflight.Redeliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operations on a queue. All methods use the given transaction. */
@ApplicationScoped
public class Queues {
  /**
   * So many messages that are gone does a cursor pass at a time, and so often, because its lock is
   * held meanwhile.
   */
  private static final int LONGEST_STEP = 500;

  private static final int MOST_STEPS = 4;

  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject UnclaimedMessages unclaimedMessages;
  @Inject Redeliveries redeliveries;
  @Inject RemovedMessages removedMessages;
  @Inject Leases leases;
  @Inject InFlightMessages inFlight;
  @Inject LockedQueue lockedQueue;
  @Inject QueueDepths queueDepths;
  @Inject QueueReader reader;
  @Inject OldestMessages oldestMessages;

  /**
   * Some messages of a queue and the place after them.
   *
   * @param next where the next page begins; empty on the last one
   */
  public record Page(List<QueueEntry> deliveries, String next) {}

  /**
   * Takes messages out of a queue in the order of their delivery, as many as the budget allows.
   *
   * @return what was taken; empty when the subscription is gone
   */
  public Optional<List<QueueEntry>> drain(
      Connection connection,
      QueueId queue,
      InstantSource clock,
      int maxDeliveries,
      ReceiveBudget receiveBudget)
      throws SQLException {
    Optional<LockedQueue.QueueSnapshot> snapshot =
        lockedQueue.open(connection, queue, clock, maxDeliveries);
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    QueueReader.View view = snapshot.get().view();
    QueueReader.Batch batch =
        reader.read(connection, view, DeliveryPosition.start(), receiveBudget);
    redeliveries.delete(connection, queue.subscriptionId(), batch.inFlight());
    lockedQueue.advance(connection, view, batch.reached());
    return Optional.of(batch.deliveries());
  }

  /**
   * A page of what is in one state, which stays as it is; empty when the subscription is gone.
   *
   * @param maxDeliveries of the topic
   * @param after the place after which it begins; empty for the first page
   */
  public Optional<Page> browse(
      Connection connection,
      QueueId queue,
      MessageState state,
      InstantSource clock,
      int maxDeliveries,
      String after,
      int limit,
      long maxBytes)
      throws SQLException {
    DeliveryPosition deliveryPosition = DeliveryPosition.parse(after);
    Optional<LanePositions> cursor = cursors.read(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    ReceiveBudget receiveBudget = new ReceiveBudget(limit + 1, maxBytes);
    MessageLog.End end = log.end(connection, queue.topicId());
    Instant now = clock.instant();
    QueueReader.View view =
        new QueueReader.View(
            queue,
            cursor.get(),
            end,
            inFlight.look(connection, queue.subscriptionId(), state, now, maxDeliveries),
            state == MessageState.READY,
            true,
            now);
    List<QueueEntry> read =
        reader.read(connection, view, deliveryPosition, receiveBudget).deliveries();
    List<QueueEntry> page = read.subList(0, Math.min(limit, read.size()));
    boolean hasMore = read.size() > limit || receiveBudget.hasRefused();
    return Optional.of(
        new Page(
            page, hasMore ? DeliveryPosition.after(page.get(page.size() - 1)).toString() : ""));
  }

  /**
   * Takes one message out of a queue, whatever its state.
   *
   * @return whether it was there
   */
  public boolean remove(Connection connection, QueueId queue, MessageId id, Instant now)
      throws SQLException {
    Optional<LanePositions> cursor = cursors.lock(connection, queue.subscriptionId());
    boolean isRemoved = false;
    if (cursor.isPresent()) {
      for (LogEntry entry : log.find(connection, queue.topicId(), id)) {
        isRemoved |=
            entry.expiresAt().isAfter(now) && remove(connection, queue, cursor.get(), entry, now);
      }
    }
    return isRemoved;
  }

  private boolean remove(
      Connection connection, QueueId queue, LanePositions cursor, LogEntry entry, Instant now)
      throws SQLException {
    boolean isAhead = entry.lane() != Lane.ADDRESSED && entry.position() >= cursor.at(entry.lane());
    if (!isAhead) {
      return inFlight.takeOut(
          connection, queue.subscriptionId(), entry.priority(), entry.lane(), entry.position());
    }
    if (isRemoved(connection, queue, entry.lane(), entry.position())) {
      return false;
    }
    removedMessages.add(connection, queue.subscriptionId(), entry);
    if (entry.position() == cursor.at(entry.lane())) {
      skipGone(connection, queue, now);
    }
    return true;
  }

  /**
   * Empties a queue. The caller holds the topic's row lock, so that the cut is exact: whatever was
   * committed before is gone, and nothing that is committed later.
   *
   * @return how many messages it held; 0 also when the subscription is gone
   */
  public long clear(Connection connection, QueueId queue, Instant now) throws SQLException {
    Optional<LanePositions> cursor = cursors.lock(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return 0;
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    long depth = queueDepths.depth(connection, queue, now).orElseThrow();
    cursors.move(connection, queue.subscriptionId(), end.lanes());
    removedMessages.deleteAll(connection, queue.subscriptionId());
    redeliveries.deleteAll(connection, queue.subscriptionId());
    leases.deleteAll(connection, queue.subscriptionId());
    return depth;
  }

  /**
   * Forgets what has expired in a queue, so that it no longer keeps the beginning of the log alive.
   * The messages themselves must have left the log before: under the lock of the cursor, nobody
   * sends one of them back any more then.
   */
  public void forgetExpired(Connection connection, QueueId queue, Instant now) throws SQLException {
    skipGone(connection, queue, now);
    redeliveries.deleteExpired(connection, queue.subscriptionId(), now);
  }

  /** Moves the cursor over messages at its feet that have expired or were removed. */
  private void skipGone(Connection connection, QueueId queue, Instant now) throws SQLException {
    Optional<LanePositions> cursor = cursors.lock(connection, queue.subscriptionId());
    if (cursor.isPresent()) {
      LanePositions waiting = firstWaiting(connection, queue, cursor.get(), now);
      lockedQueue.advance(connection, queue, cursor.get(), waiting, true);
    }
  }

  /** What is still gone after so many steps is passed the next time. */
  private LanePositions firstWaiting(
      Connection connection, QueueId queue, LanePositions from, Instant now) throws SQLException {
    LanePositions waiting = firstLiving(connection, queue.topicId(), from, now);
    for (int step = 0; step < MOST_STEPS; step++) {
      LanePositions passed = passRemoved(connection, queue, waiting);
      if (passed.equals(waiting)) {
        break;
      }
      waiting = firstLiving(connection, queue.topicId(), passed, now);
    }
    return waiting;
  }

  /** Passes the removed messages that each lane begins with, up to a number of them. */
  private LanePositions passRemoved(Connection connection, QueueId queue, LanePositions from)
      throws SQLException {
    LanePositions passed = from;
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      long next = from.at(lane);
      Set<Long> removed =
          removedMessages.read(
              connection, queue.subscriptionId(), lane, next, next + LONGEST_STEP - 1);
      while (removed.contains(next)) {
        next++;
      }
      passed = passed.with(lane, next);
    }
    return passed;
  }

  private boolean isRemoved(Connection connection, QueueId queue, int lane, long position)
      throws SQLException {
    return !removedMessages
        .read(connection, queue.subscriptionId(), lane, position, position)
        .isEmpty();
  }

  /** As {@link #forgetExpired}, for a topic that nobody is subscribed to and under its row lock. */
  public void skipExpiredOfBacklog(Connection connection, long topicId, Instant now)
      throws SQLException {
    Optional<LanePositions> unclaimed = unclaimedMessages.read(connection, topicId);
    if (unclaimed.isPresent()) {
      unclaimedMessages.move(
          connection, topicId, firstLiving(connection, topicId, unclaimed.get(), now));
    }
  }

  private LanePositions firstLiving(
      Connection connection, long topicId, LanePositions from, Instant now) throws SQLException {
    MessageLog.End end = log.end(connection, topicId);
    LanePositions living = from;
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      long next = end.lanes().at(lane);
      List<EntryHead> head =
          log.readHeads(connection, topicId, lane, from.at(lane), next - 1, now, 1);
      living = living.with(lane, head.isEmpty() ? next : head.get(0).position());
    }
    return living;
  }

  /** When the oldest message that is not done was published; empty when there is none. */
  public Optional<Instant> oldest(Connection connection, QueueId queue, Instant now)
      throws SQLException {
    Optional<LanePositions> cursor = cursors.read(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    return oldestMessages.heads(connection, queue, cursor.get(), end, now, 1).stream()
        .findFirst()
        .map(EntryHead::publishedAt);
  }
}
