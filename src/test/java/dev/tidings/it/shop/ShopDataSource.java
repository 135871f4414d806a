package dev.tidings.it.shop;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.PostgresProxy;
import dev.tidings.fixture.PostgresServer;
import java.nio.file.Path;
import java.util.Map;

/** The data source of the host application: its class, its address, and what is behind it. */
final class ShopDataSource implements AutoCloseable {
  private static final Map<String, String> TWO_PHASES = Map.of("max_prepared_transactions", "10");

  private final AutoCloseable behind;
  private final String className;
  private final int port;
  private final Path file;

  private ShopDataSource(AutoCloseable behind, String className, int port, Path file) {
    this.behind = behind;
    this.className = className;
    this.port = port;
    this.file = file;
  }

  /** On a new database. */
  static ShopDataSource create(DatabaseKind kind, Path directory) {
    if (kind == DatabaseKind.H2) {
      return new ShopDataSource(
          () -> {}, "org.h2.jdbcx.JdbcDataSource", 0, directory.resolve("shop"));
    }
    PostgresServer server = PostgresServer.create(directory.resolve("pg"), TWO_PHASES).start();
    return new ShopDataSource(
        server, "org.postgresql.ds.PGSimpleDataSource", server.port(), directory);
  }

  /** The same database, through a proxy. */
  ShopDataSource behind(PostgresProxy proxy) {
    return new ShopDataSource(() -> {}, className, proxy.port(), file);
  }

  /** The same database, through the driver's XA data source. */
  ShopDataSource xa() {
    String xa =
        className.contains("postgresql")
            ? "org.postgresql.xa.PGXADataSource"
            : "org.h2.jdbcx.JdbcDataSource";
    return new ShopDataSource(behind, xa, port, file);
  }

  String className() {
    return className;
  }

  int port() {
    return port;
  }

  String url() {
    return className.contains("postgresql")
        ? "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port)
        : "jdbc:h2:file:" + file;
  }

  @Override
  public void close() {
    try {
      behind.close();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
