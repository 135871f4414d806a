package dev.tidings.store.queue.depth;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.log.LanePositions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the counters of queues, each in one snapshot: receivers change queues and leases at the
 * same time, and a message that moves from one table to another must be counted in exactly one of
 * them.
 */
@ApplicationScoped
class QueueCountersReader {

  private static final String COLUMNS =
      """
      SELECT c.subscription_id, c.next_position,
        (SELECT count(*) FROM tidings.removal m
         WHERE m.subscription_id = c.subscription_id AND m.expires_at > ?),
        (SELECT count(*) FROM tidings.redelivery r
         WHERE r.subscription_id = c.subscription_id AND r.expires_at > ?),
        (SELECT sum(l.open_count) FROM tidings.lease l WHERE l.subscription_id = c.subscription_id),
        EXISTS (SELECT 1 FROM tidings.lease l
                WHERE l.subscription_id = c.subscription_id AND l.deadline <= ?)""";

  private static final String OF_ONE =
      COLUMNS + "\nFROM tidings.subscription_cursor c WHERE c.subscription_id = ?";

  private static final String OF_SEVERAL =
      COLUMNS
          + """

          FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS q (id)
          JOIN tidings.subscription_cursor c ON c.subscription_id = q.id""";

  private static final String OF_TOPIC =
      COLUMNS
          + """

          FROM tidings.subscription s
          JOIN tidings.subscription_cursor c ON c.subscription_id = s.id
          WHERE s.topic_id = ?
          ORDER BY s.topic_id, s.id""";

  /** Of one queue; empty when the subscription is gone. */
  Optional<QueueCounters> read(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    return read(connection, OF_ONE, parameters -> parameters.add(subscriptionId), now)
        .values()
        .stream()
        .findFirst();
  }

  /** Of several queues, by the subscription's id; those that are gone are missing. */
  Map<Long, QueueCounters> ofSeveral(Connection connection, Object[] subscriptionIds, Instant now)
      throws SQLException {
    return read(
        connection, OF_SEVERAL, parameters -> parameters.addArray("bigint", subscriptionIds), now);
  }

  /** Of all queues of a topic, by the subscription's id and in the order of these ids. */
  Map<Long, QueueCounters> ofTopic(Connection connection, long topicId, Instant now)
      throws SQLException {
    return read(connection, OF_TOPIC, parameters -> parameters.add(topicId), now);
  }

  private static Map<Long, QueueCounters> read(
      Connection connection, String sql, JdbcRunner.Binder condition, Instant now)
      throws SQLException {
    Map<Long, QueueCounters> countersBySubscription = new LinkedHashMap<>();
    JdbcRunner.forEach(
        connection,
        sql,
        parameters -> condition.bind(parameters.add(now).add(now).add(now)),
        row -> countersBySubscription.put(row.getLong(1), standing(row)));
    return countersBySubscription;
  }

  private static QueueCounters standing(ResultSet row) throws SQLException {
    return new QueueCounters(
        LanePositions.of(row.getArray(2)),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getBoolean(6));
  }
}
