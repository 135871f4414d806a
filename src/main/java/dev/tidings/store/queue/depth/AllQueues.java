package dev.tidings.store.queue.depth;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.store.log.ExpiredCounts;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEnds;
import dev.tidings.store.log.PublishTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads how all queues stand, in few statements however many they are, for those who watch. It
 * remembers which queues were done with their log, and reads those again only when something was
 * published. Each statement is a snapshot of its own, so under load a figure may be off by what
 * happens between two of them; {@link QueueDepths} counts one queue exactly.
 */
@ApplicationScoped
public class AllQueues {
  @Inject LogEnds logEnds;
  @Inject PublishTimes publishTimes;

  private static final String BESIDE =
      """
      SELECT subscription_id, lane, min(first_position) FROM tidings.lease
      GROUP BY subscription_id, lane
      UNION ALL
      SELECT subscription_id, lane, min(position) FROM tidings.redelivery WHERE expires_at > ?
      GROUP BY subscription_id, lane""";

  private final ConfiguredObjects known = new ConfiguredObjects();

  /**
   * A queue that has something.
   *
   * @param index its place among all queues
   */
  private record Active(
      int index, KnownQueue queue, LanePositions cursor, LanePositions end, QueueSums sums) {
    long distance() {
      return Math.max(0, cursor.distanceTo(end));
    }

    QueueFigures figures(ExpiredCounts expired, Instant oldest, Instant now) {
      QueueFigures idle = queue.idle();
      long ahead = distance() == 0 ? 0 : distance() - expired.countFrom(queue.topicId(), cursor);
      long depth = sums.depth(ahead);
      Duration age = Duration.between(oldest, now);
      return new QueueFigures(
          idle.subscriptionId(),
          idle.topicId(),
          idle.topicName(),
          idle.endpointName(),
          idle.maxDepth(),
          Math.max(0, depth - sums.leased() - sums.delayed()),
          sums.leased(),
          sums.delayed(),
          sums.dead(),
          age.isNegative() ? Duration.ZERO : age);
    }
  }

  /**
   * All objects, and all queues in the order of the ids of their subscriptions. What has not
   * changed since the call before is the same list.
   */
  public synchronized Figures read(Connection connection, Instant now) throws SQLException {
    known.refresh(connection, now);
    List<Active> active = active(connection, now);
    if (active.isEmpty()) {
      return new Figures(now, known.objects(), known.idle());
    }
    ExpiredCounts expired = ExpiredCounts.read(connection, topicsWithMessages(active), now);
    Map<Long, Instant> oldest =
        publishTimes.oldest(connection, places(connection, active, now), now);
    List<QueueFigures> queues = new ArrayList<>(known.idle());
    for (Active one : active) {
      Instant oldestAt = oldest.getOrDefault(one.queue().id(), now);
      queues.set(one.index(), one.figures(expired, oldestAt, now));
    }
    return new Figures(now, known.objects(), queues);
  }

  private static Set<Long> topicsWithMessages(List<Active> active) {
    return active.stream()
        .filter(one -> one.distance() > 0)
        .map(one -> one.queue().topicId())
        .collect(Collectors.toSet());
  }

  /** The ends come first: they say whose cursor has to be read. */
  private List<Active> active(Connection connection, Instant now) throws SQLException {
    Map<Long, LanePositions> ends = logEnds.all(connection, known.topicIds());
    List<Active> active = new ArrayList<>();
    for (int from = 0; from < known.queues().size(); from += JdbcRunner.MOST_ROWS) {
      int until = Math.min(from + JdbcRunner.MOST_ROWS, known.queues().size());
      Map<Long, QueueSums> sums = sums(connection, known.queues().subList(from, until), ends, now);
      for (int index = from; index < until && !sums.isEmpty(); index++) {
        KnownQueue queue = known.queues().get(index);
        QueueSums own = sums.get(queue.id());
        if (own != null) {
          LanePositions end = ends.getOrDefault(queue.topicId(), LanePositions.start());
          own.cursor().ifPresent(queue::cursorWas);
          if (!queue.isDoneUpTo(end) || own.hasRows()) {
            active.add(new Active(index, queue, own.cursor().orElse(end), end, own));
          }
        }
      }
    }
    return active;
  }

  private static Map<Long, QueueSums> sums(
      Connection connection, List<KnownQueue> some, Map<Long, LanePositions> ends, Instant now)
      throws SQLException {
    List<Long> withCursor = new ArrayList<>();
    for (KnownQueue queue : some) {
      if (!queue.isDoneUpTo(ends.getOrDefault(queue.topicId(), LanePositions.start()))) {
        withCursor.add(queue.id());
      }
    }
    return QueueSums.read(
        connection, withCursor, some.get(0).id(), some.get(some.size() - 1).id(), now);
  }

  /** Where the oldest message of each lane of each queue may be. */
  private static List<PublishTimes.Place> places(
      Connection connection, List<Active> active, Instant now) throws SQLException {
    Map<Long, Map<Integer, Long>> beside =
        active.stream().anyMatch(one -> one.sums().hasInFlight())
            ? beside(connection, now)
            : Map.of();
    List<PublishTimes.Place> places = new ArrayList<>();
    for (Active one : active) {
      KnownQueue queue = one.queue();
      Map<Integer, Long> first = new HashMap<>(beside.getOrDefault(queue.id(), Map.of()));
      for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
        if (one.cursor().at(lane) < one.end().at(lane)) {
          first.merge(lane, one.cursor().at(lane), Math::min);
        }
      }
      first.forEach(
          (lane, position) ->
              places.add(new PublishTimes.Place(queue.id(), queue.topicId(), lane, position)));
    }
    return places;
  }

  /** The first position that each queue has in flight in each lane. */
  private static Map<Long, Map<Integer, Long>> beside(Connection connection, Instant now)
      throws SQLException {
    Map<Long, Map<Integer, Long>> beside = new HashMap<>();
    JdbcRunner.forEach(
        connection,
        BESIDE,
        parameters -> parameters.add(now),
        row ->
            beside
                .computeIfAbsent(row.getLong(1), any -> new HashMap<>())
                .merge(row.getInt(2), row.getLong(3), Math::min));
    return beside;
  }
}
