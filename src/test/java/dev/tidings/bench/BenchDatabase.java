package dev.tidings.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** One of the two databases: where the server keeps its data, and a bare one beside it. */
abstract class BenchDatabase implements AutoCloseable {

  /** Starts what there is to start, with its files in that directory. */
  static BenchDatabase open(String name, Path directory) throws SQLException {
    BenchDatabase database =
        switch (name) {
          case "h2" -> new BenchH2(directory);
          case "postgresql" -> new BenchPostgreSql(directory);
          default -> throw new IllegalArgumentException("No such database: " + name);
        };
    Flyway.configure()
        .dataSource(database.bareUrl(), database.user(), "")
        .locations("classpath:db/migration")
        .load()
        .migrate();
    return database;
  }

  /** As people call it. */
  abstract String title();

  /** The variables of the environment that lead the server to its database. */
  abstract Map<String, String> settings();

  abstract String bareUrl();

  abstract String user();

  /** A connection to the bare database, which commits when told. */
  abstract Connection connect() throws SQLException;

  /** Returns once everything committed on the bare database is on disk. */
  abstract void flush(Connection connection) throws SQLException;

  /** Empties the log of the bare database. */
  void empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE TABLE message");
    }
    connection.commit();
  }

  @Override
  public abstract void close();
}
