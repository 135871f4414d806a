package dev.tidings.queue;

import dev.tidings.log.MessageRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Counts the messages that queues hold beside their cursors, leased ones left aside. */
@ApplicationScoped
class RedeliveryCounts {

  private static final String COUNT_DELAYED =
      """
      SELECT count(*)
      FROM redelivery
      WHERE subscription_id = ? AND expires_at > ? AND due_at > ?""";

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
}
