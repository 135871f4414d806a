package dev.tidings.it;

import dev.tidings.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks into the tables, where no client can. */
final class StoredRows {
  private static final List<String> OF_TOPICS =
      List.of(
          "subscription",
          "segment",
          "message_id",
          "damaged_segment",
          "expiring",
          "expired_block",
          "topic_backlog",
          "scheduled");
  private static final List<String> OF_SUBSCRIPTIONS =
      List.of("subscription_cursor", "removal", "redelivery", "lease", "dead_letter");
  private static final List<String> OF_ENDPOINTS = List.of("endpoint_pattern", "subscription");

  private final Database database;

  StoredRows(Database database) {
    this.database = database;
  }

  /**
   * How many rows of which table refer to what is not there, or stand where they must not. What an
   * endpoint published, and its idempotency keys until they are too old, outlive it.
   */
  Map<String, Long> dangling() {
    Map<String, Long> dangling = new TreeMap<>();
    OF_TOPICS.forEach(table -> add(dangling, table, "topic"));
    OF_SUBSCRIPTIONS.forEach(table -> add(dangling, table, "subscription"));
    OF_ENDPOINTS.forEach(table -> add(dangling, table, "endpoint"));
    addQuery(
        dangling,
        "subscription without a cursor",
        """
        SELECT count(*) FROM tidings.subscription s
        WHERE NOT EXISTS (SELECT 1 FROM tidings.subscription_cursor c WHERE c.subscription_id = s.id)""");
    addQuery(
        dangling,
        "topic with both or neither of a backlog and subscriptions",
        """
        SELECT count(*) FROM tidings.topic t
        WHERE (SELECT count(*) FROM tidings.topic_backlog b WHERE b.topic_id = t.id)
          <> CASE WHEN EXISTS (SELECT 1 FROM tidings.subscription s WHERE s.topic_id = t.id)
             THEN 0 ELSE 1 END""");
    addQuery(
        dangling,
        "redelivery of a message that is not there",
        """
        SELECT count(*) FROM tidings.redelivery r JOIN tidings.subscription s ON s.id = r.subscription_id
        WHERE NOT EXISTS (SELECT 1 FROM tidings.segment m WHERE m.topic_id = s.topic_id
          AND m.lane = r.lane AND r.position BETWEEN m.first_position AND m.last_position)""");
    addQuery(dangling, "damaged segment", "SELECT count(*) FROM tidings.damaged_segment");
    addQuery(
        dangling,
        "id of a message that is not there",
        """
        SELECT count(*) FROM tidings.message_id i
        WHERE NOT EXISTS (SELECT 1 FROM tidings.segment m WHERE m.topic_id = i.topic_id
          AND m.lane = i.lane AND i.position BETWEEN m.first_position AND m.last_position)""");
    dangling.values().removeIf(rows -> rows == 0);
    return dangling;
  }

  private void add(Map<String, Long> dangling, String table, String owner) {
    addQuery(
        dangling,
        table + " without its " + owner,
        """
        SELECT count(*) FROM tidings.%1$s t
        WHERE NOT EXISTS (SELECT 1 FROM tidings.%2$s o WHERE o.id = t.%2$s_id)"""
            .formatted(table, owner));
  }

  private void addQuery(Map<String, Long> dangling, String what, String sql) {
    dangling.put(what, database.read(connection -> count(connection, sql)));
  }

  long messages(long topicId) {
    String sql = "SELECT coalesce(sum(message_count), 0) FROM tidings.segment WHERE topic_id = ?";
    return database.read(connection -> count(connection, sql, topicId));
  }

  long expiring(long topicId) {
    return ofTopic("expiring", topicId);
  }

  private long ofTopic(String table, long topicId) {
    String sql = "SELECT count(*) FROM tidings.%s WHERE topic_id = ?".formatted(table);
    return database.read(connection -> count(connection, sql, topicId));
  }

  private static long count(Connection connection, String sql, long... parameters)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setLong(i + 1, parameters[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
