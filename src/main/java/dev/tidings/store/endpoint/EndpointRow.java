package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of an endpoint as they are now. Not read through JPA: in a long transaction of a caller,
 * that would answer with the endpoint as the transaction first saw it.
 */
final class EndpointRow {
  // One statement, so that the lines are those of the version that is read with them.
  private static final String COLUMNS =
      """
      SELECT e.id, e.version, e.name, e.type, e.role, e.is_active, p.line
      FROM tidings.endpoint e LEFT JOIN tidings.endpoint_pattern p ON p.endpoint_id = e.id
      """;

  private static final String BY_NAME = COLUMNS + "WHERE e.name = ? ORDER BY p.line_number";
  private static final String BY_ID = COLUMNS + "WHERE e.id = ? ORDER BY p.line_number";

  // Read anew at every login that is not remembered: a password that was changed is void at once.
  private static final String CREDENTIALS =
      """
      SELECT id, version, name, role, is_active, password_hash
      FROM tidings.endpoint WHERE username = ?
      """;

  private EndpointRow() {}

  static Optional<EndpointSnapshot> read(Connection connection, String name) throws SQLException {
    return JdbcRunner.extract(
        connection, BY_NAME, parameters -> parameters.add(name), EndpointRow::endpoint);
  }

  static Optional<EndpointSnapshot> read(Connection connection, long id) throws SQLException {
    return JdbcRunner.extract(
        connection, BY_ID, parameters -> parameters.add(id), EndpointRow::endpoint);
  }

  static Optional<Credentials> credentials(Connection connection, String username)
      throws SQLException {
    return JdbcRunner.queryForOne(
        connection,
        CREDENTIALS,
        parameters -> parameters.add(username),
        EndpointRow::readCredentials);
  }

  /** An endpoint has a row for each of its lines, or one without a line. */
  private static Optional<EndpointSnapshot> endpoint(ResultSet row) throws SQLException {
    if (!row.next()) {
      return Optional.empty();
    }
    long id = row.getLong("id");
    long version = row.getLong("version");
    String name = row.getString("name");
    EndpointType type = EndpointType.valueOf(row.getString("type"));
    Role role = Role.valueOf(row.getString("role"));
    boolean isActive = row.getBoolean("is_active");
    return Optional.of(
        new EndpointSnapshot(id, version, name, type, role, isActive, remainingLines(row)));
  }

  private static List<TopicPermission> remainingLines(ResultSet row) throws SQLException {
    List<TopicPermission> lines = new ArrayList<>();
    do {
      String line = row.getString("line");
      if (line != null) {
        lines.add(TopicPermission.of(line));
      }
    } while (row.next());
    return lines;
  }

  private static Credentials readCredentials(ResultSet row) throws SQLException {
    return new Credentials(
        row.getLong("id"),
        row.getLong("version"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getBoolean("is_active"),
        row.getString("password_hash"));
  }
}
