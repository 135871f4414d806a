package dev.tidings.queue;

import dev.tidings.log.MessageRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts the messages that queues hold beside their cursors, leased ones left aside. */
@ApplicationScoped
class RedeliveryCounts {

  private static final String COUNT_NEW =
      "SELECT count(*) FROM redelivery WHERE subscription_id = ? AND lane > 0";

  private static final String COUNT_DELAYED =
      """
      SELECT count(*)
      FROM redelivery
      WHERE subscription_id = ? AND expires_at > ? AND due_at > ?""";

  private static final String COUNT =
      "SELECT count(*) FROM redelivery WHERE subscription_id = ? AND expires_at > ?";

  private static final String COUNT_OF_TOPIC =
      """
      SELECT r.subscription_id, count(*)
      FROM redelivery r
      JOIN subscription s ON s.id = r.subscription_id
      WHERE s.topic_id = ?
      GROUP BY r.subscription_id""";

  /** How many came back, or are to, that the cursor was past once. */
  long countReturned(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_NEW)) {
      statement.setLong(1, subscriptionId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** How many are to come back later. */
  long delayed(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_DELAYED)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      statement.setObject(3, MessageRow.timestamp(now));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  public long count(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
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
}
