package dev.tidings.store.queue.depth;

import dev.tidings.store.log.EntryHead;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the oldest messages of a queue that are not done, whatever their priority and state. */
@ApplicationScoped
public class OldestMessages {
  /** Each may be in a segment of its own. */
  private static final int AT_ONCE = 16;

  @Inject MessageLog log;
  @Inject InFlightMessages inFlight;
  @Inject RemovedMessages removedMessages;

  /**
   * The oldest messages of a queue, oldest first and the lower priority first among equals.
   *
   * <p>Of each lane it takes them in the order of positions, even if the clock stepped back between
   * two of them: what it returns of a lane is then always the beginning of what waits in it.
   */
  public List<EntryHead> heads(
      Connection connection,
      QueueId queue,
      LanePositions cursor,
      MessageLog.End end,
      Instant now,
      int limit)
      throws SQLException {
    List<InFlight> beside = inFlight.all(connection, queue.subscriptionId(), now);
    List<Deque<EntryHead>> lanes = new ArrayList<>();
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      Deque<EntryHead> heads = beside(connection, queue, lane, beside, now, limit);
      if (lane != Lane.ADDRESSED && heads.size() < limit) {
        heads.addAll(ahead(connection, queue, lane, cursor, end, now, limit));
      }
      lanes.add(heads);
    }
    return merge(lanes, limit);
  }

  private static List<EntryHead> merge(List<Deque<EntryHead>> lanes, int limit) {
    List<EntryHead> oldest = new ArrayList<>();
    while (oldest.size() < limit) {
      Optional<Deque<EntryHead>> next =
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

  private List<EntryHead> ahead(
      Connection connection,
      QueueId queue,
      int lane,
      LanePositions cursor,
      MessageLog.End end,
      Instant now,
      int limit)
      throws SQLException {
    long from = cursor.at(lane);
    long last = end.lanes().at(lane) - 1;
    if (from > last) {
      return List.of();
    }
    Set<Long> removed = removedMessages.read(connection, queue.subscriptionId(), lane, from, last);
    int enough = limit + removed.size();
    return log.readHeads(connection, queue.topicId(), lane, from, last, now, enough).stream()
        .filter(head -> !removed.contains(head.position()))
        .toList();
  }

  private Deque<EntryHead> beside(
      Connection connection, QueueId queue, int lane, List<InFlight> all, Instant now, int limit)
      throws SQLException {
    List<Long> positions =
        all.stream().filter(one -> one.lane() == lane).map(InFlight::position).sorted().toList();
    Deque<EntryHead> heads = new ArrayDeque<>();
    for (int from = 0; from < positions.size() && heads.size() < limit; from += AT_ONCE) {
      List<Long> some = positions.subList(from, Math.min(from + AT_ONCE, positions.size()));
      log.readHeadsAt(connection, queue.topicId(), lane, some, now).stream()
          .limit(limit - heads.size())
          .forEach(heads::add);
    }
    return heads;
  }
}
