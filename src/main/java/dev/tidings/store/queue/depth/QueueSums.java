package dev.tidings.store.queue.depth;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.log.LanePositions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cursors of some queues, and what the queues of a range of ids have beside them. What costs time
 * is only what has rows: most queues have none.
 */
final class QueueSums {
  private static final int CURSOR = 1;
  private static final int REMOVED = 2;
  private static final int RETURNED = 3;
  private static final int LEASED = 4;
  private static final int DEAD = 5;

  /*
   * One statement is one snapshot: a message that moves from the log to a lease, or from a lease to
   * another table, is counted once. By the indexes of a receive, which begin with the subscription.
   * UNNEST and not ANY: H2 compares each row that ANY finds with the whole array again.
   */
  private static final String READ =
      """
      SELECT 1, c.subscription_id, c.next_position, CAST(0 AS BIGINT), CAST(0 AS BIGINT)
      FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS q (id)
      JOIN tidings.subscription_cursor c ON c.subscription_id = q.id
      UNION ALL
      SELECT 2, m.subscription_id, CAST(NULL AS BIGINT ARRAY), count(*), CAST(0 AS BIGINT)
      FROM tidings.removal m
      WHERE m.subscription_id BETWEEN ? AND ? AND m.expires_at > ?
      GROUP BY m.subscription_id
      UNION ALL
      SELECT 3, r.subscription_id, CAST(NULL AS BIGINT ARRAY), count(*),
        CAST(sum(CASE WHEN r.due_at > ? THEN 1 ELSE 0 END) AS BIGINT)
      FROM tidings.redelivery r
      WHERE r.subscription_id BETWEEN ? AND ? AND r.expires_at > ?
      GROUP BY r.subscription_id
      UNION ALL
      SELECT 4, l.subscription_id, CAST(NULL AS BIGINT ARRAY), CAST(sum(l.open_count) AS BIGINT),
        CAST(sum(CASE WHEN l.deadline > ? THEN l.open_count ELSE 0 END) AS BIGINT)
      FROM tidings.lease l
      WHERE l.subscription_id BETWEEN ? AND ?
      GROUP BY l.subscription_id
      UNION ALL
      SELECT 5, d.subscription_id, CAST(NULL AS BIGINT ARRAY), count(*), CAST(0 AS BIGINT)
      FROM tidings.dead_letter d
      WHERE d.subscription_id BETWEEN ? AND ?
      GROUP BY d.subscription_id""";

  private Optional<LanePositions> cursor = Optional.empty();
  private long removed;
  private long returned;
  private long delayed;
  private long open;
  private long leased;
  private long dead;

  /**
   * What was found, by the ids of subscriptions; those that have nothing are missing.
   *
   * @param withCursor the ids of those whose cursor is read
   */
  static Map<Long, QueueSums> read(
      Connection connection, List<Long> withCursor, long firstId, long lastId, Instant now)
      throws SQLException {
    Map<Long, QueueSums> sums = new HashMap<>();
    JdbcRunner.forEach(
        connection,
        READ,
        parameters ->
            parameters
                .addArray("bigint", withCursor.toArray())
                .add(firstId)
                .add(lastId)
                .add(now)
                .add(now)
                .add(firstId)
                .add(lastId)
                .add(now)
                .add(now)
                .add(firstId)
                .add(lastId)
                .add(firstId)
                .add(lastId),
        row -> sums.computeIfAbsent(row.getLong(2), any -> new QueueSums()).add(row));
    return sums;
  }

  private void add(ResultSet row) throws SQLException {
    switch (row.getInt(1)) {
      case CURSOR -> cursor = Optional.of(LanePositions.of(row.getArray(3)));
      case REMOVED -> removed = row.getLong(4);
      case RETURNED -> {
        returned = row.getLong(4);
        delayed = row.getLong(5);
      }
      case LEASED -> {
        open = row.getLong(4);
        leased = row.getLong(5);
      }
      case DEAD -> dead = row.getLong(4);
      default -> throw new IllegalStateException("A row of no kind");
    }
  }

  Optional<LanePositions> cursor() {
    return cursor;
  }

  /** Whether there is anything beside the cursor. */
  boolean hasRows() {
    return removed > 0 || dead > 0 || hasInFlight();
  }

  boolean hasInFlight() {
    return returned > 0 || open > 0;
  }

  long delayed() {
    return delayed;
  }

  long leased() {
    return leased;
  }

  long dead() {
    return dead;
  }

  /**
   * How many messages there are.
   *
   * @param ahead of the cursor
   */
  long depth(long ahead) {
    return Math.max(0, ahead - removed + returned + open);
  }
}
