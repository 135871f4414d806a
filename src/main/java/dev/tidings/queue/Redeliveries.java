package dev.tidings.queue;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.log.LogEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The messages that a queue holds beside its cursor. */
@ApplicationScoped
public class Redeliveries {

  private static final String FIND_ADDRESSEE =
      "SELECT id FROM subscription WHERE topic_id = ? AND sub_key = ?";

  private static final String ADD =
      """
      INSERT INTO redelivery
        (subscription_id, priority, lane, position, delivery_count, expires_at)
      VALUES (?, ?, ?, ?, 0, ?)""";

  private static final String READ =
      """
      SELECT priority, lane, position, delivery_count
      FROM redelivery
      WHERE subscription_id = ? AND priority = ? AND position >= ? AND expires_at > ?
      ORDER BY subscription_id, priority, lane, position
      LIMIT ?""";

  private static final String COUNT =
      "SELECT count(*) FROM redelivery WHERE subscription_id = ? AND expires_at > ?";

  private static final String COUNT_OF_TOPIC =
      """
      SELECT r.subscription_id, count(*)
      FROM redelivery r
      JOIN subscription s ON s.id = r.subscription_id
      WHERE s.topic_id = ?
      GROUP BY r.subscription_id""";

  private static final String DELETE =
      """
      DELETE FROM redelivery
      WHERE subscription_id = ? AND priority = ? AND lane = ? AND position = ?""";

  private static final String DELETE_ALL = "DELETE FROM redelivery WHERE subscription_id = ?";

  private static final String DELETE_EXPIRED =
      """
      DELETE FROM redelivery
      WHERE expires_at <= ?
        AND subscription_id IN (SELECT id FROM subscription WHERE topic_id = ?)""";

  private static final String LOWEST =
      """
      SELECT min(r.position)
      FROM redelivery r
      JOIN subscription s ON s.id = r.subscription_id
      WHERE s.topic_id = ? AND r.lane = 0""";

  /** Where a message that is held beside the cursor stands in the log. */
  public record Held(int priority, int lane, long position, int deliveryCount) {}

  /** The ids of those keys that are subscribed to the topic; the others are missing. */
  public Map<SubscriptionKey, Long> addressees(
      Connection connection, long topicId, Set<SubscriptionKey> keys) throws SQLException {
    Map<SubscriptionKey, Long> ids = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(FIND_ADDRESSEE)) {
      for (SubscriptionKey key : keys) {
        statement.setLong(1, topicId);
        statement.setString(2, key.value());
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            ids.put(key, row.getLong(1));
          }
        }
      }
    }
    return ids;
  }

  /** Puts an entry into a queue beside its cursor, never delivered yet. */
  public void add(Connection connection, long subscriptionId, LogEntry entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, subscriptionId);
      statement.setInt(2, entry.priority());
      statement.setInt(3, entry.lane());
      statement.setLong(4, entry.position());
      statement.setObject(5, entry.expiresAt().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** What is held with one priority at a position or after it and lives now, in order. */
  public List<Held> read(
      Connection connection, long subscriptionId, int priority, long from, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, subscriptionId);
      statement.setInt(2, priority);
      statement.setLong(3, from);
      statement.setObject(4, now.atOffset(ZoneOffset.UTC));
      statement.setInt(5, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<Held> held = new ArrayList<>();
        while (rows.next()) {
          held.add(new Held(rows.getInt(1), rows.getInt(2), rows.getLong(3), rows.getInt(4)));
        }
        return held;
      }
    }
  }

  public long count(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, now.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** How many each queue of a topic holds, expired ones included; queues with none are missing. */
  public Map<Long, Long> countsOfTopic(Connection connection, long topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_OF_TOPIC)) {
      statement.setLong(1, topicId);
      try (ResultSet rows = statement.executeQuery()) {
        Map<Long, Long> counts = new HashMap<>();
        while (rows.next()) {
          counts.put(rows.getLong(1), rows.getLong(2));
        }
        return counts;
      }
    }
  }

  /**
   * Takes one message out of a queue.
   *
   * @return whether it was there
   */
  public boolean delete(Connection connection, long subscriptionId, LogEntry entry)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setLong(1, subscriptionId);
      statement.setInt(2, entry.priority());
      statement.setInt(3, entry.lane());
      statement.setLong(4, entry.position());
      return statement.executeUpdate() > 0;
    }
  }

  public void deleteAll(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_ALL)) {
      statement.setLong(1, subscriptionId);
      statement.executeUpdate();
    }
  }

  /** Forgets what has expired in all queues of a topic. */
  public void deleteExpired(Connection connection, long topicId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_EXPIRED)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setLong(2, topicId);
      statement.executeUpdate();
    }
  }

  /** The first position of lane 0 that some queue of the topic still holds. */
  public OptionalLong lowestAddressed(Connection connection, long topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOWEST)) {
      statement.setLong(1, topicId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long lowest = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(lowest);
      }
    }
  }
}
