package dev.tidings.system;

import dev.tidings.fixture.Ports;
import dev.tidings.fixture.PostgresProxy;
import dev.tidings.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two servers on one new database, which know nothing of each other but the database's address. The
 * first reaches it through something that can lose what it is told.
 */
final class Cluster implements AutoCloseable {
  static final String FIRST = "first";
  static final String SECOND = "second";

  private final PostgresServer postgres;
  private final PostgresProxy proxy;
  private final Map<String, ClusterServer> servers;

  Cluster(Path directory) throws IOException {
    postgres = PostgresServer.temporary(Ports.free(), Map.of());
    proxy = new PostgresProxy(postgres.port());
    servers =
        Map.of(
            FIRST, server(directory, FIRST, proxy.port()),
            SECOND, server(directory, SECOND, postgres.port()));
  }

  /** The name in the address tells the server's sessions from those of the others. */
  private static ClusterServer server(Path directory, String name, int port) {
    Map<String, String> environment = new HashMap<>(TidingsProcess.PASSWORDS);
    environment.put(
        "TIDINGS_DB_URL",
        "jdbc:postgresql://127.0.0.1:%d/postgres?ApplicationName=%s".formatted(port, name));
    environment.put("TIDINGS_SERVER_NAME", name);
    environment.put("TIDINGS_DB_USER", "postgres");
    environment.put("TIDINGS_DB_PASSWORD", "nobody asks");
    return new ClusterServer(directory.resolve(name), environment);
  }

  ClusterServer first() {
    return servers.get(FIRST);
  }

  ClusterServer second() {
    return servers.get(SECOND);
  }

  ClusterServer server(String name) {
    return servers.get(name);
  }

  /** What is between the first server and the database. */
  PostgresProxy proxy() {
    return proxy;
  }

  /** Starts all that are down, at the same time, and waits until they answer. */
  void complete() {
    List<ClusterServer> down = servers.values().stream().filter(one -> !one.isUp()).toList();
    down.forEach(ClusterServer::launch);
    down.forEach(ClusterServer::awaitReady);
  }

  Connection connect() throws SQLException {
    return postgres.connect();
  }

  /** As an administrator of the database, or its restart, would. */
  void endSessions(String server) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement end =
            connection.prepareStatement(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE application_name = ?""")) {
      end.setString(1, server);
      end.execute();
    }
  }

  /** The one number that a query about a topic gives. */
  long number(String query, long topicId) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setLong(1, topicId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    Stream.of(first(), second()).forEach(ClusterServer::close);
    proxy.close();
    postgres.close();
  }
}
