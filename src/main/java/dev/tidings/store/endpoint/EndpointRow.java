package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
      FROM endpoint e LEFT JOIN endpoint_pattern p ON p.endpoint_id = e.id
      """;

  private static final String BY_NAME = COLUMNS + "WHERE e.name = ? ORDER BY p.line_number";
  private static final String BY_ID = COLUMNS + "WHERE e.id = ? ORDER BY p.line_number";

  // Read anew at every login that is not remembered: a password that was changed is void at once.
  private static final String CREDENTIALS =
      """
      SELECT id, version, name, role, is_active, password_hash
      FROM endpoint WHERE username = ?
      """;

  private EndpointRow() {}

  static Optional<EndpointSnapshot> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BY_NAME)) {
      statement.setString(1, name);
      return read(statement);
    }
  }

  static Optional<EndpointSnapshot> read(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BY_ID)) {
      statement.setLong(1, id);
      return read(statement);
    }
  }

  static Optional<Credentials> credentials(Connection connection, String username)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CREDENTIALS)) {
      statement.setString(1, username);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(credentials(row)) : Optional.empty();
      }
    }
  }

  private static Optional<EndpointSnapshot> read(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(endpoint(row)) : Optional.empty();
    }
  }

  private static EndpointSnapshot endpoint(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    long version = row.getLong("version");
    String name = row.getString("name");
    EndpointType type = EndpointType.valueOf(row.getString("type"));
    Role role = Role.valueOf(row.getString("role"));
    boolean isActive = row.getBoolean("is_active");
    return new EndpointSnapshot(id, version, name, type, role, isActive, remainingLines(row));
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

  private static Credentials credentials(ResultSet row) throws SQLException {
    return new Credentials(
        row.getLong("id"),
        row.getLong("version"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getBoolean("is_active"),
        row.getString("password_hash"));
  }
}
