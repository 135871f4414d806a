package dev.tidings.store.queue.inflight;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The messages of each queue that reached their maximum number of deliveries, as copies beside the
 * log.
 */
@ApplicationScoped
public class DeadLetters {

  private static final String ADD =
      """
      INSERT INTO dead_letter
        (subscription_id, %s, delivery_count, reason, died_at)
      VALUES (?%s, ?, ?, ?)"""
          .formatted(MessageRow.COLUMNS, ", ?".repeat(MessageRow.WIDTH));

  private static final String READ =
      """
      SELECT %s, delivery_count, reason, died_at, id
      FROM dead_letter
      WHERE subscription_id = ? AND id > ?"""
          .formatted(MessageRow.COLUMNS);

  private static final String WITH_IDS = " AND msg_id = ANY (?)";

  /* Not LIKE: what is looked for may contain its special characters. */
  private static final String WITH_REASON = " AND position(CAST(? AS VARCHAR(1000)) IN reason) > 0";

  private static final String BEFORE = " AND died_at < ?";

  private static final String IN_ORDER = " ORDER BY subscription_id, id LIMIT ?";

  private static final String COUNT = "SELECT count(*) FROM dead_letter WHERE subscription_id = ?";

  private static final String DELETE = "DELETE FROM dead_letter WHERE id = ?";

  /**
   * One dead letter.
   *
   * @param id grows with the time of death
   * @param deliveryCount of its last delivery
   */
  public record Dead(long id, LogEntry entry, int deliveryCount, String reason, Instant diedAt) {}

  void add(
      Connection connection,
      long subscriptionId,
      LogEntry entry,
      int deliveryCount,
      String reason,
      Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, subscriptionId);
      MessageRow.write(statement, 2, entry);
      int next = 1 + MessageRow.WIDTH;
      statement.setInt(++next, deliveryCount);
      statement.setString(++next, reason);
      statement.setObject(++next, MessageRow.timestamp(now));
      statement.executeUpdate();
    }
  }

  /** Those after an id that the filter lets through, oldest first. */
  public List<Dead> read(
      Connection connection, long subscriptionId, DeadLetterFilter filter, long after, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query(filter))) {
      statement.setLong(1, subscriptionId);
      statement.setLong(2, after);
      int next = 2;
      if (filter.ids().isPresent()) {
        byte[][] ids = filter.ids().get().stream().map(MessageId::toBytes).toArray(byte[][]::new);
        statement.setArray(++next, connection.createArrayOf("bytea", ids));
      }
      if (filter.reason().isPresent()) {
        statement.setString(++next, filter.reason().get());
      }
      if (filter.diedBefore().isPresent()) {
        statement.setObject(++next, MessageRow.timestamp(filter.diedBefore().get()));
      }
      statement.setInt(++next, limit);
      return dead(statement);
    }
  }

  private static String query(DeadLetterFilter filter) {
    return READ
        + (filter.ids().isPresent() ? WITH_IDS : "")
        + (filter.reason().isPresent() ? WITH_REASON : "")
        + (filter.diedBefore().isPresent() ? BEFORE : "")
        + IN_ORDER;
  }

  private static List<Dead> dead(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<Dead> dead = new ArrayList<>();
      while (rows.next()) {
        int next = MessageRow.WIDTH;
        dead.add(
            new Dead(
                rows.getLong(next + 4),
                MessageRow.read(rows),
                rows.getInt(next + 1),
                rows.getString(next + 2),
                MessageRow.instant(rows, next + 3)));
      }
      return dead;
    }
  }

  public long count(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setLong(1, subscriptionId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Deletes them, if they are still there. */
  public void delete(Connection connection, Collection<Dead> dead) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (Dead one : dead) {
        statement.setLong(1, one.id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
