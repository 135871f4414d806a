package dev.tidings.platform.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/** What a database calls its schemas and tables. To ask takes no right to read a table. */
final class SchemaNames {
  /** No application has all of them by chance. */
  private static final Set<String> OF_DEVELOPMENT_VERSION =
      Set.of("flyway_schema_history", "subscription_cursor", "topic_backlog", "expired_block");

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
