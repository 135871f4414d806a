package dev.tidings.queue;

import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.log.Lane;
import dev.tidings.log.LogEntry;
import dev.tidings.log.MessageLog;
import dev.tidings.log.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The operations on a queue. All methods use the given transaction. */
@ApplicationScoped
public class Queues {
  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject Backlogs backlogs;
  @Inject Redeliveries redeliveries;
  @Inject Removals removals;
  @Inject Leases leases;
  @Inject HeldMessages held;
  @Inject Openings openings;
  @Inject Depths depths;
  @Inject QueueReader reader;
  @Inject OldestFirst oldestFirst;

  /**
   * Some messages of a queue and the place after them.
   *
   * @param next where the next page begins; empty on the last one
   */
  public record Page(List<Delivery> deliveries, String next) {}

  /**
   * Takes messages out of a queue in the order of their delivery, as many as the budget allows.
   *
   * @return what was taken; empty when the subscription is gone
   */
  public Optional<List<Delivery>> drain(
      Connection connection, QueueId queue, InstantSource clock, int maxDeliveries, Budget budget)
      throws SQLException {
    Optional<Openings.Opening> opening = openings.open(connection, queue, clock, maxDeliveries);
    if (opening.isEmpty()) {
      return Optional.empty();
    }
    QueueReader.View view = opening.get().view();
    QueueReader.Batch batch = reader.read(connection, view, Place.start(), budget);
    redeliveries.delete(connection, queue.subscriptionId(), batch.held());
    openings.advance(connection, view, batch.reached());
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
    Place place = Place.parse(after);
    Optional<Positions> cursor = cursors.read(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    Budget budget = new Budget(limit + 1, maxBytes);
    MessageLog.End end = log.end(connection, queue.topicId());
    Instant now = clock.instant();
    QueueReader.View view =
        new QueueReader.View(
            queue,
            cursor.get(),
            end,
            held.look(connection, queue.subscriptionId(), state, now, maxDeliveries),
            state == MessageState.READY,
            true,
            now);
    List<Delivery> read = reader.read(connection, view, place, budget).deliveries();
    List<Delivery> page = read.subList(0, Math.min(limit, read.size()));
    boolean hasMore = read.size() > limit || budget.hasRefused();
    return Optional.of(
        new Page(page, hasMore ? Place.after(page.get(page.size() - 1)).toString() : ""));
  }

  /**
   * Takes one message out of a queue, whatever its state.
   *
   * @return whether it was there
   */
  public boolean remove(Connection connection, QueueId queue, MessageId id, Instant now)
      throws SQLException {
    Optional<Positions> cursor = cursors.lock(connection, queue.subscriptionId());
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
      Connection connection, QueueId queue, Positions cursor, LogEntry entry, Instant now)
      throws SQLException {
    boolean isAhead = entry.lane() != Lane.ADDRESSED && entry.position() >= cursor.at(entry.lane());
    if (!isAhead) {
      return held.takeOut(
          connection, queue.subscriptionId(), entry.priority(), entry.lane(), entry.position());
    }
    if (isRemoved(connection, queue, entry.lane(), entry.position())) {
      return false;
    }
    removals.add(connection, queue.subscriptionId(), entry);
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
    Optional<Positions> cursor = cursors.lock(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return 0;
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    long depth = depths.depth(connection, queue, now).orElseThrow();
    cursors.move(connection, queue.subscriptionId(), end.lanes());
    removals.deleteAll(connection, queue.subscriptionId());
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
    Optional<Positions> cursor = cursors.lock(connection, queue.subscriptionId());
    if (cursor.isPresent()) {
      Positions waiting = firstWaiting(connection, queue, cursor.get(), now);
      openings.advance(connection, queue, cursor.get(), waiting, true);
    }
  }

  private Positions firstWaiting(Connection connection, QueueId queue, Positions from, Instant now)
      throws SQLException {
    Positions waiting = firstLiving(connection, queue.topicId(), from, now);
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      while (isRemoved(connection, queue, lane, waiting.at(lane))) {
        Positions next = waiting.with(lane, waiting.at(lane) + 1);
        waiting = firstLiving(connection, queue.topicId(), next, now);
      }
    }
    return waiting;
  }

  private boolean isRemoved(Connection connection, QueueId queue, int lane, long position)
      throws SQLException {
    return !removals.read(connection, queue.subscriptionId(), lane, position, position).isEmpty();
  }

  /** As {@link #forgetExpired}, for a topic that nobody is subscribed to and under its row lock. */
  public void skipExpiredOfBacklog(Connection connection, long topicId, Instant now)
      throws SQLException {
    Optional<Positions> backlog = backlogs.read(connection, topicId);
    if (backlog.isPresent()) {
      backlogs.move(connection, topicId, firstLiving(connection, topicId, backlog.get(), now));
    }
  }

  private Positions firstLiving(Connection connection, long topicId, Positions from, Instant now)
      throws SQLException {
    MessageLog.End end = log.end(connection, topicId);
    Positions living = from;
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      long next = end.lanes().at(lane);
      List<MessageLog.Head> head =
          log.readHeads(connection, topicId, lane, from.at(lane), next - 1, now, 1);
      living = living.with(lane, head.isEmpty() ? next : head.get(0).position());
    }
    return living;
  }

  /** When the oldest message that is not done was published; empty when there is none. */
  public Optional<Instant> oldest(Connection connection, QueueId queue, Instant now)
      throws SQLException {
    Optional<Positions> cursor = cursors.read(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    return oldestFirst.heads(connection, queue, cursor.get(), end, now, 1).stream()
        .findFirst()
        .map(MessageLog.Head::publishedAt);
  }
}
