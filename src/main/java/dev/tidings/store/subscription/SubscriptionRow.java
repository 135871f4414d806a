package dev.tidings.store.subscription;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The row of a subscription as it is now. Not read through JPA: in a long transaction of a caller,
 * that would answer with the subscription as the transaction first saw it.
 */
final class SubscriptionRow {
  private static final String COLUMNS =
      """
      SELECT id, sub_key, topic_id, endpoint_id, is_active
      FROM tidings.subscription
      """;

  private static final String BY_KEY = COLUMNS + "WHERE sub_key = ?";

  // Both columns of the index, in its order.
  private static final String BY_OWNER = COLUMNS + "WHERE endpoint_id = ? AND topic_id = ?";

  private static final String NAMES =
      """
      SELECT s.id, t.name, e.name
      FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS q (id)
      JOIN tidings.subscription s ON s.id = q.id
      JOIN tidings.topic t ON t.id = s.topic_id
      JOIN tidings.endpoint e ON e.id = s.endpoint_id""";

  private SubscriptionRow() {}

  static Optional<SubscriptionSnapshot> read(Connection connection, SubscriptionKey key)
      throws SQLException {
    return JdbcRunner.queryForOne(
        connection,
        BY_KEY,
        parameters -> parameters.add(key.value()),
        SubscriptionRow::subscription);
  }

  static Optional<SubscriptionSnapshot> read(Connection connection, long endpointId, long topicId)
      throws SQLException {
    return JdbcRunner.queryForOne(
        connection,
        BY_OWNER,
        parameters -> parameters.add(endpointId).add(topicId),
        SubscriptionRow::subscription);
  }

  static Map<Long, SubscriptionNames> names(Connection connection, List<Long> ids)
      throws SQLException {
    Map<Long, SubscriptionNames> names = new HashMap<>();
    JdbcRunner.forEach(
        connection,
        NAMES,
        parameters -> parameters.addArray("bigint", ids.toArray()),
        row ->
            names.put(row.getLong(1), new SubscriptionNames(row.getString(2), row.getString(3))));
    return names;
  }

  private static SubscriptionSnapshot subscription(ResultSet row) throws SQLException {
    return new SubscriptionSnapshot(
        row.getLong("id"),
        SubscriptionKey.of(row.getString("sub_key")),
        row.getLong("topic_id"),
        row.getLong("endpoint_id"),
        row.getBoolean("is_active"));
  }
}
