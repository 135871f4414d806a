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

/**
 * PostgreSQL as it is when it has run for a while, with the server's and the bare database in it:
 * the files of its log are there to be used again, and its pages have room. One that is new makes a
 * file of 16 MB every few seconds under load, and leaves pages to the operating system, which
 * writes many at once; all commits wait for either.
 */
final class BenchPostgreSql extends BenchDatabase {
  private static final String USER = "postgres";

  private static final int LOG_GIGABYTES = 2;
  private static final int BYTES_A_STEP = 16 * 1_024 * 1_024;

  private final EmbeddedPostgres server;

  BenchPostgreSql(Path directory) throws SQLException {
    server = start(directory);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      requireOn(statement, "fsync");
      requireOn(statement, "synchronous_commit");
      fillLog(statement);
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
          .setServerConfig("shared_buffers", "1GB")
          .setServerConfig("min_wal_size", LOG_GIGABYTES + "GB")
          .setServerConfig("max_wal_size", 2 * LOG_GIGABYTES + "GB")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After the checkpoint nobody needs the files any more, and they are kept. */
  private static void fillLog(Statement statement) throws SQLException {
    long bytes = LOG_GIGABYTES * 1_024L * 1_024 * 1_024;
    for (long done = 0; done < bytes; done += BYTES_A_STEP) {
      statement.execute(
          "SELECT pg_logical_emit_message(false, 'bench', repeat('x', %d))"
              .formatted(BYTES_A_STEP));
    }
    statement.execute("CHECKPOINT");
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
