package dev.tidings.platform.database.managed;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.settings.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What differs by the kind of database behind an application's data source. */
enum ManagedDialect {
  POSTGRESQL("PostgreSQL", 15, 0, Optional.of("SELECT clock_timestamp()")) {
    /** What the application asked for is kept, but it is not what a publisher is told. */
    @Override
    Optional<String> weakness(Connection connection) throws SQLException {
      return JdbcRunner.queryForOne(
              connection,
              "SELECT current_setting('fsync'), current_setting('synchronous_commit')",
              JdbcRunner.NO_PARAMETERS,
              row -> row.getString(1).equals("off") || row.getString(2).equals("off"))
          .filter(isWeak -> isWeak)
          .map(
              isWeak ->
                  "fsync or synchronous_commit is off, so a crash may lose messages that publishers"
                      + " were told are stored.");
    }
  },

  H2("H2", 2, 2, Optional.empty()) {
    @Override
    Optional<String> weakness(Connection connection) {
      return Optional.of(
          "commits are as durable as the application's H2 makes them; a loss of power may lose"
              + " messages that publishers were told are stored. Only one node may use it.");
    }
  };

  private final String product;
  private final int majorVersion;
  private final int minorVersion;
  private final Optional<String> clockQuery;

  ManagedDialect(String product, int majorVersion, int minorVersion, Optional<String> clockQuery) {
    this.product = product;
    this.majorVersion = majorVersion;
    this.minorVersion = minorVersion;
    this.clockQuery = clockQuery;
  }

  /** That of a database with this name, as its driver gives it. */
  static ManagedDialect of(String product, String dataSource) {
    return Stream.of(values())
        .filter(dialect -> dialect.product.equals(product))
        .findFirst()
        .orElseThrow(
            () ->
                new StartFailure(
                    "The data source %s leads to %s; Tidings needs PostgreSQL 15 or newer, or H2."
                        .formatted(dataSource, product)));
  }

  String title() {
    return product;
  }

  /** Why its commits may be weaker than Tidings' own; empty if they are not. */
  abstract Optional<String> weakness(Connection connection) throws SQLException;

  void requireSupported(Connection connection, String description) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    int minor = connection.getMetaData().getDatabaseMinorVersion();
    if (major < majorVersion || (major == majorVersion && minor < minorVersion)) {
      throw new StartFailure(
          "%s is version %d.%d; Tidings needs %d.%d or newer."
              .formatted(description, major, minor, majorVersion, minorVersion));
    }
  }

  Optional<String> clockQuery() {
    return clockQuery;
  }

  /** Whether it takes several statements on one way, and serves several nodes. */
  boolean takesSeveral() {
    return this == POSTGRESQL;
  }

  boolean isShared() {
    return this == POSTGRESQL;
  }

  /** Scripts for Flyway that only this database takes. */
  List<String> scripts() {
    return this == POSTGRESQL ? List.of("classpath:dev/tidings/db/postgresql") : List.of();
  }
}
