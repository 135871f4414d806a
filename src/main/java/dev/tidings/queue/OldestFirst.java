package dev.tidings.queue;

import dev.tidings.log.Lane;
import dev.tidings.log.MessageLog;
import dev.tidings.log.MessageLog.Head;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the oldest messages that wait, whatever their priority. */
@ApplicationScoped
class OldestFirst {
  @Inject MessageLog log;
  @Inject Redeliveries redeliveries;
  @Inject Removals removals;

  /**
   * The oldest messages of a queue, oldest first and the lower priority first among equals.
   *
   * <p>Of each lane it takes them in the order of positions, even if the clock stepped back between
   * two of them: what it returns of a lane is then always the beginning of what waits in it.
   */
  List<Head> heads(Connection connection, QueueReader.View view, int limit) throws SQLException {
    List<Deque<Head>> lanes = new ArrayList<>();
    lanes.add(held(connection, view, limit));
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      lanes.add(waiting(connection, view, lane, limit));
    }
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

  private Deque<Head> waiting(Connection connection, QueueReader.View view, int lane, int limit)
      throws SQLException {
    long from = view.cursor().at(lane);
    long last = view.end().lanes().at(lane) - 1;
    Deque<Head> heads = new ArrayDeque<>();
    if (from > last) {
      return heads;
    }
    Set<Long> removed = removals.read(connection, view.queue().subscriptionId(), lane, from, last);
    log
        .readHeads(
            connection,
            view.queue().topicId(),
            lane,
            from,
            last,
            view.now(),
            limit + removed.size())
        .stream()
        .filter(head -> !removed.contains(head.position()))
        .forEach(heads::add);
    return heads;
  }

  private Deque<Head> held(Connection connection, QueueReader.View view, int limit)
      throws SQLException {
    List<Head> heads = new ArrayList<>();
    for (int priority = Lane.FIRST; priority <= Lane.LAST; priority++) {
      for (Redeliveries.Held held :
          redeliveries.read(
              connection, view.queue().subscriptionId(), priority, 0, view.now(), limit)) {
        heads.addAll(
            log.readHeads(
                connection,
                view.queue().topicId(),
                held.lane(),
                held.position(),
                held.position(),
                view.now(),
                1));
      }
    }
    heads.sort(Comparator.comparingLong(Head::position));
    return new ArrayDeque<>(heads);
  }
}
