package dev.tidings.fault;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.tidings.config.CrashedH2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The embedded database: a file, which only the node opens; others look into copies. */
final class H2Store implements Store {
  private static final String NAME = "tidings";
  private static final String ENDING = ".mv.db";

  private final Path directory;

  H2Store(Path directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("TIDINGS_DATA_DIR", directory.toString());
  }

  /** A look at the file itself would mend what a crash left, which the node has to do. */
  @Override
  public Connection look(Path scratch) throws SQLException {
    Path copy = scratch.resolve("copy");
    try {
      Files.createDirectories(scratch);
      Files.copy(directory.resolve(NAME + ENDING), Path.of(copy + ENDING), REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return connect(copy);
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = connect(directory.resolve(NAME));
    connection.setAutoCommit(false);
    return connection;
  }

  private static Connection connect(Path database) throws SQLException {
    return CrashedH2.open(database, NAME);
  }

  @Override
  public void close() {}
}
