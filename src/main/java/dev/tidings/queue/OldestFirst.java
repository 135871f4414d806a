package dev.tidings.queue;

import dev.tidings.log.Lane;
import dev.tidings.log.MessageLog;
import dev.tidings.log.MessageLog.Head;
import dev.tidings.log.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the oldest messages of a queue that are not done, whatever their priority and state. */
@ApplicationScoped
class OldestFirst {
  @Inject MessageLog log;
  @Inject HeldMessages held;
  @Inject Removals removals;

  /**
   * The oldest messages of a queue, oldest first and the lower priority first among equals.
   *
   * <p>Of each lane it takes them in the order of positions, even if the clock stepped back between
   * two of them: what it returns of a lane is then always the beginning of what waits in it.
   */
  List<Head> heads(
      Connection connection,
      QueueId queue,
      Positions cursor,
      MessageLog.End end,
      Instant now,
      int limit)
      throws SQLException {
    List<Held> beside = held.all(connection, queue.subscriptionId(), now);
    List<Deque<Head>> lanes = new ArrayList<>();
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      Deque<Head> heads = beside(connection, queue, lane, beside, now, limit);
      if (lane != Lane.ADDRESSED && heads.size() < limit) {
        heads.addAll(ahead(connection, queue, lane, cursor, end, now, limit));
      }
      lanes.add(heads);
    }
    return merge(lanes, limit);
  }

  private static List<Head> merge(List<Deque<Head>> lanes, int limit) {
    List<Head> oldest = new ArrayList<>();
    while (oldest.size() < limit) {
      Optional<Deque<Head>> next =
          lanes.stream()
              .filter(lane -> !lane.isEmpty())
              .min(Comparator.comparing(lane -> lane.getFirst().publishedAt()));
      if (next.isEmpty()) {
        break;
      }
      oldest.add(next.get().removeFirst());
    }
    return oldest;
  }

  private List<Head> ahead(
      Connection connection,
      QueueId queue,
      int lane,
      Positions cursor,
      MessageLog.End end,
      Instant now,
      int limit)
      throws SQLException {
    long from = cursor.at(lane);
    long last = end.lanes().at(lane) - 1;
    if (from > last) {
      return List.of();
    }
    Set<Long> removed = removals.read(connection, queue.subscriptionId(), lane, from, last);
    int enough = limit + removed.size();
    return log.readHeads(connection, queue.topicId(), lane, from, last, now, enough).stream()
        .filter(head -> !removed.contains(head.position()))
        .toList();
  }

  private Deque<Head> beside(
      Connection connection, QueueId queue, int lane, List<Held> all, Instant now, int limit)
      throws SQLException {
    List<Long> positions =
        all.stream().filter(one -> one.lane() == lane).map(Held::position).sorted().toList();
    Deque<Head> heads = new ArrayDeque<>();
    for (long position : positions) {
      if (heads.size() == limit) {
        break;
      }
      heads.addAll(log.readHeads(connection, queue.topicId(), lane, position, position, now, 1));
    }
    return heads;
  }
}
