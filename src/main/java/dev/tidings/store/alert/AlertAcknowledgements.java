package dev.tidings.store.alert;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Who has said that they look after an alert. */
@ApplicationScoped
public class AlertAcknowledgements {
  private static final String DELETE =
      """
      DELETE FROM tidings.alert_acknowledgement
      WHERE acknowledged_at < ? OR (kind = ? AND topic_name = ? AND endpoint_name = ?)
      """;

  private static final String INSERT =
      """
      INSERT INTO tidings.alert_acknowledgement
        (kind, topic_name, endpoint_name, acknowledged_by, acknowledged_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  private static final String READ =
      """
      SELECT kind, topic_name, endpoint_name, acknowledged_by, acknowledged_at
      FROM tidings.alert_acknowledgement WHERE acknowledged_at >= ?
      """;

  /** One that was made. */
  public record Row(
      String kind, String topicName, String endpointName, String madeBy, Instant madeAt) {}

  /** Adds one in place of an earlier one of the same alert, and forgets those before a time. */
  public void put(Connection connection, Row row, Instant oldest) throws SQLException {
    JdbcRunner.update(
        connection,
        DELETE,
        parameters ->
            parameters.add(oldest).add(row.kind()).add(row.topicName()).add(row.endpointName()));
    JdbcRunner.update(
        connection,
        INSERT,
        parameters ->
            parameters
                .add(row.kind())
                .add(row.topicName())
                .add(row.endpointName())
                .add(row.madeBy())
                .add(row.madeAt()));
  }

  /** Those that were made at that time or later. */
  public List<Row> since(Connection connection, Instant oldest) throws SQLException {
    return JdbcRunner.query(
        connection,
        READ,
        parameters -> parameters.add(oldest),
        row ->
            new Row(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant()));
  }
}
