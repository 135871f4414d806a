package dev.tidings.fault;

import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server on a directory of the test's own, which flushes as it does by default, and
 * listens on the loopback alone.
 */
final class PostgresStore implements Store {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Path data;
  private final int port = Ports.free();
  private Process postmaster;

  /** On a directory that a server has used before, or that {@link #create} has made. */
  PostgresStore(Path data) {
    this.data = data;
  }

  /** Makes an empty database cluster in a directory that is missing or empty. */
  static PostgresStore create(Path data) {
    Shell.run(
        asNobody(
            List.of(
                PostgresBinaries.program("initdb"),
                "--auth=trust",
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata=" + data)));
    return new PostgresStore(data);
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own, root is somebody else. */
  private static List<String> asNobody(List<String> command) {
    List<String> line = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      line.addAll(List.of("unshare", "--user"));
    }
    line.addAll(command);
    return line;
  }

  /** Starts the server and waits until it takes connections. */
  PostgresStore start() {
    await("PostgreSQL takes connections")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(this::isReady);
    return this;
  }

  /** The first starts after a kill may end at once: the last of the killed still holds memory. */
  private boolean isReady() {
    if (postmaster == null || !postmaster.isAlive()) {
      postmaster = launch();
    }
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private Process launch() {
    List<String> command =
        asNobody(
            List.of(
                PostgresBinaries.program("postgres"),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_wal_size=128MB"));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(
              ProcessBuilder.Redirect.appendTo(
                  data.resolveSibling(data.getFileName() + ".log").toFile()))
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends the server and all its children without any warning. */
  void kill() {
    List<ProcessHandle> children = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().join();
  }

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("TIDINGS_DB_URL", url(), "TIDINGS_DB_USER", "postgres");
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  @Override
  public Connection look(Path scratch) throws SQLException {
    return connect();
  }

  @Override
  public Connection open() throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    return connection;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "");
  }

  @Override
  public void close() {
    if (postmaster != null) {
      kill();
    }
  }
}
