package dev.tidings.bench;

import dev.tidings.config.UninterruptedFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** H2, embedded: the server's in the server, the bare one here, as durable as the server's. */
final class BenchH2 extends BenchDatabase {
  private static final String USER = "tidings";

  private final Path directory;

  /** Else the database would be closed between two uses. */
  private final Connection keepsOpen;

  BenchH2(Path directory) throws SQLException {
    this.directory = directory.toAbsolutePath();
    UninterruptedFiles.register();
    keepsOpen = connect();
  }

  @Override
  String title() {
    return "H2";
  }

  @Override
  Map<String, String> settings() {
    return Map.of("TIDINGS_DATA_DIR", directory.resolve("data").toString());
  }

  @Override
  String bareUrl() {
    return "jdbc:h2:%s:%s;WRITE_DELAY=0"
        .formatted(UninterruptedFiles.SCHEME, directory.resolve("bare"));
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

  @Override
  void flush(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  @Override
  public void close() {
    try {
      keepsOpen.close();
    } catch (SQLException e) {
      throw new BenchmarkFailure(e);
    }
  }
}
