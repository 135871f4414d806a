package dev.tidings.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows that belong to nothing. Knows no table but those that others belong to. */
final class Orphans {
  /** Every table that has one of these columns must find its row in that table. */
  private static final Map<String, String> OWNERS =
      Map.of("subscription_id", "subscription", "topic_id", "topic", "endpoint_id", "endpoint");

  // Both databases have this catalogue, and the test adds what a new migration adds.
  private static final String TABLES_WITH_COLUMN =
      """
      SELECT table_name FROM information_schema.columns
      WHERE lower(table_schema) = 'public' AND lower(column_name) = ?""";

  // A queue without a cursor cannot be read, and a topic keeps messages exactly while it has no
  // queue.
  private static final Map<String, String> MISSING =
      Map.of(
          "subscription without a cursor",
          """
          SELECT count(*) FROM subscription s WHERE NOT EXISTS (
            SELECT 1 FROM subscription_cursor c WHERE c.subscription_id = s.id)""",
          "topic with neither a subscription nor a backlog, or with both",
          """
          SELECT count(*) FROM topic t WHERE
            (SELECT count(*) FROM topic_backlog b WHERE b.topic_id = t.id) <>
            CASE WHEN EXISTS (SELECT 1 FROM subscription s WHERE s.topic_id = t.id)
              THEN 0 ELSE 1 END""");

  private Orphans() {}

  /** Counts them into the verdict. */
  static void count(Connection connection, Verdict verdict) throws SQLException {
    for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
      for (String table : tablesWith(connection, owner.getKey())) {
        String query =
            "SELECT count(*) FROM %s o WHERE NOT EXISTS (SELECT 1 FROM %s p WHERE p.id = o.%s)"
                .formatted(table, owner.getValue(), owner.getKey());
        blame(verdict, table + " without its " + owner.getValue(), count(connection, query));
      }
    }
    for (Map.Entry<String, String> query : MISSING.entrySet()) {
      blame(verdict, query.getKey(), count(connection, query.getValue()));
    }
  }

  /**
   * Counts what queues may hold beside their cursors, of which a drained queue has nothing: for
   * databases whose queues are all drained.
   */
  static void countLeftovers(Connection connection, Verdict verdict) throws SQLException {
    for (String table : tablesWith(connection, "subscription_id")) {
      if (!table.equals("subscription_cursor")) {
        blame(verdict, "left over in " + table, count(connection, "SELECT count(*) FROM " + table));
      }
    }
  }

  private static void blame(Verdict verdict, String what, long rows) {
    for (long i = 0; i < rows; i++) {
      verdict.blame(Counter.ORPHAN_ROWS, what);
    }
  }

  private static List<String> tablesWith(Connection connection, String column) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(TABLES_WITH_COLUMN)) {
      query.setString(1, column);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          tables.add(rows.getString(1).toLowerCase(Locale.ROOT));
        }
      }
    }
    return tables;
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
