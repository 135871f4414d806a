package dev.tidings.store.queue.depth;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.store.log.ExpiredCounts;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEnds;
import dev.tidings.store.log.PublishTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads how all queues stand, in a handful of statements however many they are, for those who
 * watch. Each statement is a snapshot of its own, so under load a figure may be off by what happens
 * between two of them; {@link QueueDepths} counts one queue exactly.
 */
@ApplicationScoped
public class AllQueues {
  @Inject LogEnds logEnds;
  @Inject PublishTimes publishTimes;

  private static final String OBJECTS =
      """
      SELECT 'topic', id, version, name, is_active FROM tidings.topic
      UNION ALL
      SELECT 'endpoint', id, version, name, is_active FROM tidings.endpoint
      UNION ALL
      SELECT 'subscription', s.id, s.version, t.name || ' ' || e.name, s.is_active
      FROM tidings.subscription s
      JOIN tidings.topic t ON t.id = s.topic_id
      JOIN tidings.endpoint e ON e.id = s.endpoint_id
      ORDER BY 1, 2""";

  /* Counts of the few rows that each queue has beside its cursor, by the indexes of a receive. */
  private static final String QUEUES =
      """
      SELECT s.id, s.topic_id, t.name, e.name, t.max_depth, c.next_position,
        (SELECT count(*) FROM tidings.removal m
         WHERE m.subscription_id = s.id AND m.expires_at > ?),
        (SELECT count(*) FROM tidings.redelivery r
         WHERE r.subscription_id = s.id AND r.expires_at > ?),
        (SELECT count(*) FROM tidings.redelivery r
         WHERE r.subscription_id = s.id AND r.expires_at > ? AND r.due_at > ?),
        (SELECT COALESCE(sum(l.open_count), 0) FROM tidings.lease l WHERE l.subscription_id = s.id),
        (SELECT COALESCE(sum(l.open_count), 0) FROM tidings.lease l
         WHERE l.subscription_id = s.id AND l.deadline > ?),
        (SELECT count(*) FROM tidings.dead_letter d WHERE d.subscription_id = s.id)
      FROM tidings.subscription s
      JOIN tidings.subscription_cursor c ON c.subscription_id = s.id
      JOIN tidings.topic t ON t.id = s.topic_id
      JOIN tidings.endpoint e ON e.id = s.endpoint_id
      ORDER BY s.id""";

  private static final String BESIDE =
      """
      SELECT subscription_id, lane, min(first_position) FROM tidings.lease
      GROUP BY subscription_id, lane
      UNION ALL
      SELECT subscription_id, lane, min(position) FROM tidings.redelivery WHERE expires_at > ?
      GROUP BY subscription_id, lane""";

  /** One row of QUEUES. */
  private record Row(
      long id,
      long topicId,
      String topicName,
      String endpointName,
      long maxDepth,
      LanePositions cursor,
      long removed,
      long returned,
      long delayed,
      long open,
      long leased,
      long dead) {

    QueueFigures figures(long ahead, Duration oldestAge) {
      long depth = Math.max(0, ahead - removed + returned + open);
      long ready = Math.max(0, depth - leased - delayed);
      return new QueueFigures(
          id, topicId, topicName, endpointName, maxDepth, ready, leased, delayed, dead, oldestAge);
    }
  }

  /** All topics, endpoints and subscriptions. */
  public List<ConfiguredObject> objects(Connection connection) throws SQLException {
    return JdbcRunner.query(
        connection,
        OBJECTS,
        JdbcRunner.NO_PARAMETERS,
        row ->
            new ConfiguredObject(
                row.getString(1).strip(),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getBoolean(5)));
  }

  /** All queues, in the order of the ids of their subscriptions. */
  public List<QueueFigures> read(Connection connection, Instant now) throws SQLException {
    List<Row> rows =
        JdbcRunner.query(
            connection,
            QUEUES,
            parameters -> parameters.add(now).add(now).add(now).add(now).add(now),
            AllQueues::row);
    ExpiredCounts expired = ExpiredCounts.read(connection, now);
    Map<Long, LanePositions> ends =
        logEnds.read(connection, rows.stream().map(Row::topicId).collect(Collectors.toSet()));
    Map<Long, Instant> oldest =
        publishTimes.oldest(connection, places(connection, rows, ends, now), now);
    List<QueueFigures> all = new ArrayList<>(rows.size());
    for (Row row : rows) {
      long distance = row.cursor().distanceTo(ends.get(row.topicId()));
      long ahead = distance == 0 ? 0 : distance - expired.countFrom(row.topicId(), row.cursor());
      Duration age = Duration.between(oldest.getOrDefault(row.id(), now), now);
      all.add(row.figures(ahead, age.isNegative() ? Duration.ZERO : age));
    }
    return all;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getLong(5),
        LanePositions.of(row.getArray(6)),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12));
  }

  /** Where the oldest message of each lane of each queue may be. */
  private static List<PublishTimes.Place> places(
      Connection connection, List<Row> rows, Map<Long, LanePositions> ends, Instant now)
      throws SQLException {
    Map<Long, Map<Integer, Long>> beside = beside(connection, now);
    List<PublishTimes.Place> places = new ArrayList<>();
    for (Row row : rows) {
      Map<Integer, Long> first = new HashMap<>(beside.getOrDefault(row.id(), Map.of()));
      for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
        if (row.cursor().at(lane) < ends.get(row.topicId()).at(lane)) {
          first.merge(lane, row.cursor().at(lane), Math::min);
        }
      }
      first.forEach(
          (lane, position) ->
              places.add(new PublishTimes.Place(row.id(), row.topicId(), lane, position)));
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
