package dev.tidings.store.topic;

import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The row of a topic as it is now. Not read through JPA: in a long transaction of a caller, that
 * would answer with the topic as the transaction first saw it.
 */
final class TopicRow {
  private static final String COLUMNS =
      """
      SELECT id, version, created_at, name, is_active, has_gd, is_api_sub_allowed, on_no_subs,
        max_depth, overflow, max_message_size, default_expiration_ms, retention_ms,
        max_deliveries, default_lease_ms
      FROM tidings.topic
      """;

  private static final String BY_NAME = COLUMNS + "WHERE name = ?";
  private static final String BY_ID = COLUMNS + "WHERE id = ?";

  private TopicRow() {}

  static Optional<TopicDetails> read(Connection connection, TopicName name) throws SQLException {
    return JdbcRunner.queryForOne(
        connection, BY_NAME, parameters -> parameters.add(name.value()), TopicRow::details);
  }

  static Optional<TopicDetails> read(Connection connection, long id) throws SQLException {
    return JdbcRunner.queryForOne(
        connection, BY_ID, parameters -> parameters.add(id), TopicRow::details);
  }

  private static TopicDetails details(ResultSet row) throws SQLException {
    return new TopicDetails(
        row.getLong("id"),
        row.getLong("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        settings(row));
  }

  private static TopicSettings settings(ResultSet row) throws SQLException {
    return new TopicSettings(
        row.getString("name"),
        row.getBoolean("is_active"),
        row.getBoolean("has_gd"),
        row.getBoolean("is_api_sub_allowed"),
        OnNoSubs.valueOf(row.getString("on_no_subs")),
        row.getLong("max_depth"),
        Overflow.valueOf(row.getString("overflow")),
        row.getInt("max_message_size"),
        Duration.ofMillis(row.getLong("default_expiration_ms")),
        Duration.ofMillis(row.getLong("retention_ms")),
        row.getInt("max_deliveries"),
        Duration.ofMillis(row.getLong("default_lease_ms")));
  }
}
