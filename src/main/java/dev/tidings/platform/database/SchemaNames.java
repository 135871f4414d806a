package dev.tidings.platform.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/** What a database calls its schemas and tables. To ask takes no right to read a table. */
final class SchemaNames {
  /** No application has all of them by chance. */
  private static final Set<String> OF_DEVELOPMENT_VERSION =
      Set.of("flyway_schema_history", "subscription_cursor", "topic_backlog", "expired_block");

  private static final String SYNTAX = "42601";
  private static final String H2_SYNTAX = "42001";

  private final Connection connection;

  SchemaNames(Connection connection) {
    this.connection = connection;
  }

  /** The name under which the database keeps what statements name without quotes. */
  static String stored(DataSource source, String schema) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return new SchemaNames(connection).stored(schema);
    }
  }

  private String stored(String schema) throws SQLException {
    return connection.getMetaData().storesUpperCaseIdentifiers()
        ? schema.toUpperCase(Locale.ROOT)
        : schema;
  }

  /** Whether statements can name a schema so without quotes: not if it is a word of SQL. */
  boolean isName(String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1 FROM (SELECT 1) AS " + schema);
    } catch (SQLException refused) {
      if (SYNTAX.equals(refused.getSQLState()) || H2_SYNTAX.equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }

  /** The names of all tables in the schema, in small letters. */
  Set<String> tablesOf(String schema) throws SQLException {
    return tables(stored(schema));
  }

  /** Whether the schema of the connection holds what earlier builds put there. */
  boolean isOfDevelopmentVersion() throws SQLException {
    String usual = connection.getSchema();
    return usual != null && tables(usual).containsAll(OF_DEVELOPMENT_VERSION);
  }

  private Set<String> tables(String stored) throws SQLException {
    Set<String> tables = new HashSet<>();
    DatabaseMetaData metaData = connection.getMetaData();
    String pattern = stored.replace("_", metaData.getSearchStringEscape() + "_");
    try (ResultSet rows = metaData.getTables(connection.getCatalog(), pattern, "%", null)) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return tables;
  }
}
