package dev.tidings.bench;

import dev.tidings.fixture.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * PostgreSQL as it is when it has run for a while, with the servers' and the bare database in it:
 * the files of its log are there to be used again, and its pages have room. One that is new makes a
 * file of 16 MB every few seconds under load, and leaves pages to the operating system, which
 * writes many at once; all commits wait for either.
 */
final class BenchPostgreSql extends BenchDatabase {
  private static final int LOG_GIGABYTES = 2;
  private static final int BYTES_A_STEP = 16 * 1_024 * 1_024;

  private static final Map<String, String> BUSY =
      Map.of(
          "shared_buffers",
          "1GB",
          "min_wal_size",
          LOG_GIGABYTES + "GB",
          "max_wal_size",
          2 * LOG_GIGABYTES + "GB");

  private final PostgresServer server;

  BenchPostgreSql(Path directory) throws SQLException {
    this(directory, Map.of());
  }

  /** With settings beside those of all benchmarks. */
  BenchPostgreSql(Path directory, Map<String, String> settings) throws SQLException {
    Map<String, String> all = new HashMap<>(BUSY);
    all.putAll(settings);
    server = PostgresServer.create(directory.resolve("postgresql"), all);
    try (Connection connection = server.start().connect();
        Statement statement = connection.createStatement()) {
      requireOn(statement, "fsync");
      requireOn(statement, "synchronous_commit");
      fillLog(statement);
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
  Map<String, String> create(String name) {
    server.createDatabase(name);
    return server.settings(name);
  }

  @Override
  void prepareBare(String name) {
    server.createDatabase(name);
  }

  @Override
  String bareUrl(String name) {
    return server.url(name) + "?reWriteBatchedInserts=true";
  }

  @Override
  String user() {
    return PostgresServer.USER;
  }

  /** The commit has done it. */
  @Override
  void flush(Connection connection) {}

  @Override
  public void close() {
    server.close();
  }
}
