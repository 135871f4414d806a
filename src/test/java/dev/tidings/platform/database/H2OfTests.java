package dev.tidings.platform.database;

import dev.tidings.platform.database.h2.H2Engine;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/** The embedded database, for tests that go about it in plain SQL. */
public final class H2OfTests {
  private H2OfTests() {}

  public static H2Engine engine(Path directory) {
    return new H2Engine(values(directory));
  }

  /** The settings of a database in that directory. */
  public static ConfiguredValues values(Path directory) {
    return new ConfiguredValues(
        Map.of(Setting.DATA_DIR, new ConfiguredValues.Value(directory.toString(), "a test")),
        Set.of(),
        Set.of());
  }

  public static void execute(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  /** The number that a query finds. */
  public static long ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
