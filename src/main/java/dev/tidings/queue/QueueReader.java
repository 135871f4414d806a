package dev.tidings.queue;

import dev.tidings.log.LogEntry;
import dev.tidings.log.MessageLog;
import dev.tidings.log.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what waits in a queue in the order of its delivery: priority 9 to 1, and in a priority what
 * is held beside the cursor before what the cursor has yet to reach, each in the order of commits.
 */
@ApplicationScoped
class QueueReader {
  @Inject MessageLog log;
  @Inject Redeliveries redeliveries;
  @Inject Removals removals;

  /** What one read is about: the queue, where its cursor and its log stand, and the time. */
  record View(QueueId queue, Positions cursor, MessageLog.End end, Instant now) {}

  /**
   * What was read.
   *
   * @param reached where the cursor is after handing all of it out
   */
  record Batch(List<Delivery> deliveries, Positions reached) {}

  /** Reads from the place after {@code after} until the budget is spent. */
  Batch read(Connection connection, View view, Place after, Budget budget) throws SQLException {
    List<Delivery> deliveries = new ArrayList<>();
    Positions reached = view.cursor();
    for (int priority = after.priority(); priority >= 1 && !budget.isSpent(); priority--) {
      addHeld(connection, view, priority, after.firstHeld(priority), budget, deliveries);
      if (budget.isSpent()) {
        break;
      }
      long from = Math.max(view.cursor().at(priority), after.firstInLane(priority));
      long next = addLane(connection, view, priority, from, budget, deliveries);
      reached = reached.with(priority, next);
    }
    return new Batch(deliveries, reached);
  }

  private void addHeld(
      Connection connection,
      View view,
      int priority,
      long from,
      Budget budget,
      List<Delivery> deliveries)
      throws SQLException {
    long next = from;
    while (!budget.isSpent()) {
      List<Redeliveries.Held> chunk =
          redeliveries.read(
              connection,
              view.queue().subscriptionId(),
              priority,
              next,
              view.now(),
              budget.chunk());
      if (chunk.isEmpty()) {
        return;
      }
      for (Redeliveries.Held held : chunk) {
        Optional<LogEntry> entry =
            log.readOne(connection, view.queue().topicId(), held.lane(), held.position());
        if (entry.isPresent() && !budget.take(entry.get())) {
          return;
        }
        entry.ifPresent(one -> deliveries.add(new Delivery(one, held.deliveryCount())));
        next = held.position() + 1;
      }
    }
  }

  /** The position after the last one that was read, or the end of the lane if all was. */
  private long addLane(
      Connection connection,
      View view,
      int lane,
      long from,
      Budget budget,
      List<Delivery> deliveries)
      throws SQLException {
    long last = view.end().lanes().at(lane) - 1;
    long next = from;
    while (next <= last && !budget.isSpent()) {
      int limit = budget.chunk();
      long to = endOfChunk(connection, view, lane, next, last, limit);
      List<LogEntry> chunk =
          log.read(connection, view.queue().topicId(), lane, next, to, view.now(), limit);
      long seen = chunk.size() < limit ? to : chunk.get(chunk.size() - 1).position();
      Set<Long> removed =
          removals.read(connection, view.queue().subscriptionId(), lane, next, seen);
      for (LogEntry entry : chunk) {
        if (!removed.contains(entry.position())) {
          if (!budget.take(entry)) {
            return next;
          }
          deliveries.add(new Delivery(entry, 0));
        }
        next = entry.position() + 1;
      }
      next = seen + 1;
    }
    return next;
  }

  /** A few rows are read as they come; many only as far as they are small enough together. */
  private long endOfChunk(
      Connection connection, View view, int lane, long from, long last, int limit)
      throws SQLException {
    return limit <= Budget.SMALLEST_CHUNK
        ? last
        : log.fit(
            connection,
            view.queue().topicId(),
            lane,
            from,
            last,
            view.now(),
            limit,
            Budget.CHUNK_BYTES);
  }
}
