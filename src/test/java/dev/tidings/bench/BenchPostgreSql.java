package dev.tidings.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** PostgreSQL as it is after its installation, with the server's and the bare database in it. */
final class BenchPostgreSql extends BenchDatabase {
  private static final String USER = "postgres";

  private final EmbeddedPostgres server;

  BenchPostgreSql(Path directory) throws SQLException {
    server = start(directory);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      requireOn(statement, "fsync");
      requireOn(statement, "synchronous_commit");
      statement.execute("CREATE DATABASE tidings");
      statement.execute("CREATE DATABASE bare");
    }
  }

  /** What the tests' edition turns off for speed is turned on again. */
  private static EmbeddedPostgres start(Path directory) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(directory.resolve("postgresql"))
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("max_connections", "100")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireOn(Statement statement, String setting) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      if (!row.getString(1).equals("on")) {
        throw new BenchmarkFailure(
            "PostgreSQL runs with %s=%s".formatted(setting, row.getString(1)));
      }
    }
  }

  @Override
  String title() {
    return "PostgreSQL";
  }

  @Override
  Map<String, String> settings() {
    return Map.of("TIDINGS_DB_URL", url("tidings"), "TIDINGS_DB_USER", USER);
  }

  @Override
  String bareUrl() {
    return url("bare") + "?reWriteBatchedInserts=true";
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), database);
  }

  @Override
  String user() {
    return USER;
  }

  @Override
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(bareUrl(), USER, "");
    connection.setAutoCommit(false);
    return connection;
  }

  /** The commit has done it. */
  @Override
  void flush(Connection connection) {}

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
