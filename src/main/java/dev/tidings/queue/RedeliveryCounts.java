package dev.tidings.queue;

import dev.tidings.log.MessageRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Counts the messages that queues hold beside their cursors, leased ones left aside. */
@ApplicationScoped
class RedeliveryCounts {

  private static final String COUNT_RETURNED =
      """
      SELECT count(*) FROM redelivery
      WHERE subscription_id = ? AND lane > 0 AND expires_at > ?""";

  private static final String COUNT_DELAYED =
      """
      SELECT count(*), min(due_at)
      FROM redelivery
      WHERE subscription_id = ? AND expires_at > ? AND due_at > ?""";

  private static final String IS_ANY_DUE =
      """
      SELECT 1 FROM redelivery
      WHERE subscription_id = ? AND expires_at > ? AND due_at <= ?
      LIMIT 1""";

  /** How much of a queue is to come back later, and when the first of it does. */
  record Delayed(long count, Optional<Instant> firstDue) {}

  /** How many came back, or are to, that the cursor was past once. */
  long countReturned(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_RETURNED)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  Delayed delayed(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_DELAYED)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      statement.setObject(3, MessageRow.timestamp(now));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Delayed(
            row.getLong(1),
            row.getObject(2) == null ? Optional.empty() : Optional.of(MessageRow.instant(row, 2)));
      }
    }
  }

  boolean isAnyDue(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(IS_ANY_DUE)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      statement.setObject(3, MessageRow.timestamp(now));
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
