package dev.tidings.bench;

import dev.tidings.fixture.H2File;
import dev.tidings.platform.database.h2.InterruptSafeFileSystem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** H2, embedded: the server's in the server, the bare one here, as durable as the server's. */
final class BenchH2 extends BenchDatabase {
  private final Path directory;

  /** Else the database would be closed between two uses. */
  private Optional<Connection> keepsOpen = Optional.empty();

  BenchH2(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  @Override
  String title() {
    return "H2";
  }

  @Override
  Map<String, String> create(String name) {
    return new H2File(directory.resolve(name)).settings();
  }

  @Override
  void prepareBare(String name) throws SQLException {
    InterruptSafeFileSystem.register();
    keepsOpen = Optional.of(connect());
  }

  @Override
  String bareUrl(String name) {
    return "jdbc:h2:%s:%s;WRITE_DELAY=0"
        .formatted(InterruptSafeFileSystem.SCHEME, directory.resolve(name));
  }

  @Override
  String user() {
    return "tidings";
  }

  @Override
  void flush(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  @Override
  public void close() throws SQLException {
    if (keepsOpen.isPresent()) {
      keepsOpen.get().close();
    }
  }
}
