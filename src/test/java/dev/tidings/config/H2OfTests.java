package dev.tidings.config;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/** The embedded database, for tests that go about it in plain SQL. */
final class H2OfTests {
  private H2OfTests() {}

  static EmbeddedH2 engine(Path directory) {
    return new EmbeddedH2(
        new Configuration(
            Map.of(Setting.DATA_DIR, new Configuration.Value(directory.toString(), "a test")),
            Set.of(),
            Set.of()));
  }

  static void execute(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  /** The number that a query finds. */
  static long ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
