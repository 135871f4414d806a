package dev.tidings.store.queue.read;

import dev.tidings.store.log.EntryChunk;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.inflight.InFlight;
import dev.tidings.store.queue.inflight.InFlightMessages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the waiting messages of a queue in the order of their delivery: priority 9 to 1; within a
 * priority first what is held beside the cursor, then what is ahead of it, each in the order of
 * commits.
 */
@ApplicationScoped
class QueueReader {
  /** They may be large, and are read as they are. */
  private static final int HELD_CHUNK = 64;

  @Inject MessageLog log;
  @Inject InFlightMessages inFlight;
  @Inject RemovedMessages removedMessages;

  /**
   * What one read is about.
   *
   * @param inFlight what is held beside the cursor
   * @param isAheadWanted whether what the cursor has yet to reach belongs to it
   * @param mayHaveRemovals whether single messages may have been taken out ahead of the cursor
   */
  record View(
      QueueId queue,
      LanePositions cursor,
      MessageLog.End end,
      InFlightMessages.Look inFlight,
      boolean isAheadWanted,
      boolean mayHaveRemovals,
      Instant now) {}

  /**
   * What was read.
   *
   * @param lost what the queue held beside its cursor and the log has no more, because it was
   *     damaged
   * @param reached where the cursor is after handing all of it out
   */
  record Batch(List<QueueEntry> deliveries, List<InFlight> lost, LanePositions reached) {

    /** Those of them that were beside the cursor, and those of which nothing is left. */
    List<InFlight> inFlight() {
      return Stream.concat(
              deliveries.stream().flatMap(delivery -> delivery.inFlight().stream()), lost.stream())
          .toList();
    }
  }

  /** Reads from the place after {@code after} until the budget is spent. */
  Batch read(Connection connection, View view, DeliveryPosition after, ReceiveBudget receiveBudget)
      throws SQLException {
    List<QueueEntry> deliveries = new ArrayList<>();
    List<InFlight> lost = new ArrayList<>();
    LanePositions reached = view.cursor();
    for (int priority = after.priority(); priority >= 1 && !receiveBudget.isSpent(); priority--) {
      addInFlight(connection, view, after.firstInFlight(priority), receiveBudget, deliveries, lost);
      if (receiveBudget.isSpent()) {
        break;
      }
      if (!view.isAheadWanted() || !receiveBudget.hasRoomAhead()) {
        continue;
      }
      long from = Math.max(view.cursor().at(priority), after.firstInLane(priority));
      long next = addLane(connection, view, priority, from, receiveBudget, deliveries);
      reached = reached.with(priority, next);
    }
    return new Batch(deliveries, lost, reached);
  }

  private void addInFlight(
      Connection connection,
      View view,
      InFlight.Start start,
      ReceiveBudget receiveBudget,
      List<QueueEntry> deliveries,
      List<InFlight> lost)
      throws SQLException {
    InFlight.Start from = start;
    while (!receiveBudget.isSpent()) {
      int limit = Math.min(receiveBudget.chunk(), HELD_CHUNK);
      List<InFlight> chunk = inFlight.read(connection, view.inFlight(), from, limit);
      if (chunk.isEmpty()) {
        return;
      }
      Map<At, LogEntry> entries = entries(connection, view, chunk);
      for (InFlight one : chunk) {
        LogEntry entry = entries.get(new At(one.lane(), one.position()));
        if (entry != null && !receiveBudget.take(entry)) {
          return;
        }
        if (entry == null) {
          lost.add(one);
        } else {
          deliveries.add(QueueEntry.ofInFlight(entry, one));
        }
      }
      from = chunk.get(chunk.size() - 1).next();
    }
  }

  private record At(int lane, long position) {}

  private Map<At, LogEntry> entries(Connection connection, View view, List<InFlight> chunk)
      throws SQLException {
    Map<Integer, List<Long>> positions =
        chunk.stream()
            .collect(
                Collectors.groupingBy(
                    InFlight::lane, Collectors.mapping(InFlight::position, Collectors.toList())));
    Map<At, LogEntry> entries = new HashMap<>();
    for (Map.Entry<Integer, List<Long>> lane : positions.entrySet()) {
      log.readAt(connection, view.queue().topicId(), lane.getKey(), lane.getValue(), view.now())
          .forEach(entry -> entries.put(new At(entry.lane(), entry.position()), entry));
    }
    return entries;
  }

  /** The position after the last one that was read, or the end of the lane if all was. */
  private long addLane(
      Connection connection,
      View view,
      int lane,
      long from,
      ReceiveBudget receiveBudget,
      List<QueueEntry> deliveries)
      throws SQLException {
    long last = view.end().lanes().at(lane) - 1;
    long next = from;
    while (next <= last && !receiveBudget.isSpent() && receiveBudget.hasRoomAhead()) {
      EntryChunk chunk =
          log.read(
              connection,
              view.queue().topicId(),
              lane,
              next,
              last,
              view.now(),
              receiveBudget.longChunk(),
              receiveBudget.chunkBytes());
      Set<Long> removed = removed(connection, view, lane, next, chunk.seen());
      for (LogEntry entry : chunk.entries()) {
        if (!removed.contains(entry.position())) {
          if (!receiveBudget.takeAhead(entry)) {
            return next;
          }
          deliveries.add(QueueEntry.ofLane(entry));
        }
        next = entry.position() + 1;
      }
      next = chunk.seen() + 1;
    }
    return next;
  }

  private Set<Long> removed(Connection connection, View view, int lane, long from, long to)
      throws SQLException {
    return view.mayHaveRemovals()
        ? removedMessages.read(connection, view.queue().subscriptionId(), lane, from, to)
        : Set.of();
  }
}
