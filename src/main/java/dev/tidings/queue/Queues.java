package dev.tidings.queue;

import dev.tidings.api.MessageId;
import dev.tidings.log.Lane;
import dev.tidings.log.LogEntry;
import dev.tidings.log.MessageLog;
import dev.tidings.log.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be done with a queue. All methods work on the transaction given. */
@ApplicationScoped
public class Queues {
  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject Backlogs backlogs;
  @Inject Redeliveries redeliveries;
  @Inject Removals removals;
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
      Connection connection, QueueId queue, Instant now, Budget budget) throws SQLException {
    Optional<Positions> locked = cursors.lock(connection, queue.subscriptionId());
    if (locked.isEmpty()) {
      return Optional.empty();
    }
    Positions cursor = locked.get();
    MessageLog.End end = log.end(connection, queue.topicId());
    QueueReader.Batch batch =
        reader.read(
            connection, new QueueReader.View(queue, cursor, end, now), Place.start(), budget);
    for (Delivery delivery : batch.deliveries()) {
      if (delivery.isAddressed()) {
        redeliveries.delete(connection, queue.subscriptionId(), delivery.entry());
      }
    }
    moveCursor(connection, queue, cursor, batch.reached());
    return Optional.of(batch.deliveries());
  }

  private void moveCursor(Connection connection, QueueId queue, Positions from, Positions to)
      throws SQLException {
    if (!to.equals(from)) {
      cursors.move(connection, queue.subscriptionId(), to);
      removals.deleteBefore(connection, queue.subscriptionId(), from, to);
    }
  }

  /**
   * A page of what waits, which stays where it is; empty when the subscription is gone.
   *
   * @param after the place after which it begins; empty for the first page
   */
  public Optional<Page> browse(
      Connection connection, QueueId queue, Instant now, String after, int limit, long maxBytes)
      throws SQLException {
    Place place = Place.parse(after);
    Optional<Positions> cursor = cursors.read(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    Budget budget = new Budget(limit + 1, maxBytes);
    List<Delivery> read =
        reader
            .read(connection, new QueueReader.View(queue, cursor.get(), end, now), place, budget)
            .deliveries();
    List<Delivery> page = read.subList(0, Math.min(limit, read.size()));
    boolean hasMore = read.size() > limit || budget.hasRefused();
    return Optional.of(
        new Page(page, hasMore ? Place.after(page.get(page.size() - 1)).toString() : ""));
  }

  /**
   * Takes one waiting message out of a queue.
   *
   * @return whether it waited there
   */
  public boolean remove(Connection connection, QueueId queue, MessageId id, Instant now)
      throws SQLException {
    Optional<Positions> cursor = cursors.lock(connection, queue.subscriptionId());
    Optional<LogEntry> found = log.find(connection, queue.topicId(), id);
    if (cursor.isEmpty() || found.isEmpty() || !found.get().expiresAt().isAfter(now)) {
      return false;
    }
    LogEntry entry = found.get();
    if (entry.lane() != entry.priority()) {
      return redeliveries.delete(connection, queue.subscriptionId(), entry);
    }
    long next = cursor.get().at(entry.lane());
    if (entry.position() < next || isRemoved(connection, queue, entry.lane(), entry.position())) {
      return false;
    }
    removals.add(connection, queue.subscriptionId(), entry);
    if (entry.position() == next) {
      skipGone(connection, queue, now);
    }
    return true;
  }

  /**
   * Empties a queue. The caller holds the topic's row lock, so that the cut is exact: whatever was
   * committed before is gone, and nothing that is committed later.
   *
   * @return how many messages waited; 0 also when the subscription is gone
   */
  public long clear(Connection connection, QueueId queue, Instant now) throws SQLException {
    Optional<Positions> cursor = cursors.lock(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return 0;
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    long depth = depths.depth(connection, queue, cursor.get(), end, now);
    cursors.move(connection, queue.subscriptionId(), end.lanes());
    removals.deleteAll(connection, queue.subscriptionId());
    redeliveries.deleteAll(connection, queue.subscriptionId());
    return depth;
  }

  /**
   * Moves the cursor over messages at its feet that have expired or were removed, so that they no
   * longer keep the beginning of the log alive.
   */
  public void skipGone(Connection connection, QueueId queue, Instant now) throws SQLException {
    Optional<Positions> cursor = cursors.lock(connection, queue.subscriptionId());
    if (cursor.isPresent()) {
      moveCursor(
          connection, queue, cursor.get(), firstWaiting(connection, queue, cursor.get(), now));
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

  /** As {@link #skipGone}, for a topic that nobody is subscribed to and under its row lock. */
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

  /** When the oldest message that waits was published; empty when none does. */
  public Optional<Instant> oldest(Connection connection, QueueId queue, Instant now)
      throws SQLException {
    Optional<Positions> cursor = cursors.read(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    return oldestFirst
        .heads(connection, new QueueReader.View(queue, cursor.get(), end, now), 1)
        .stream()
        .findFirst()
        .map(MessageLog.Head::publishedAt);
  }
}
