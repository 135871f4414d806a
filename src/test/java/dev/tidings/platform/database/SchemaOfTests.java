package dev.tidings.platform.database;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.PostgresServer;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.postgresql.PostgreSqlEngine;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A database that others may use too, and what a start does to it. */
final class SchemaOfTests implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("src/main/resources/dev/tidings/db");

  private final DatabaseKind kind;
  private final Path directory;
  private final String name = "schema_" + UUID.randomUUID().toString().replace('-', '_');
  private final Map<Setting, String> settings = new HashMap<>();
  private OpenDatabase open;

  SchemaOfTests(DatabaseKind kind, Path directory) {
    this.kind = kind;
    this.directory = directory;
    set(Setting.DATA_DIR, directory.toString());
    if (kind == DatabaseKind.POSTGRESQL) {
      PostgresServer.shared().createDatabase(name);
      set(Setting.DB_USER, "postgres");
    }
  }

  void set(Setting setting, String value) {
    settings.put(setting, value);
  }

  String name() {
    return name;
  }

  private DatabaseEngine engine() {
    return kind == DatabaseKind.H2
        ? H2OfTests.engine(directory)
        : new PostgreSqlEngine(PostgresServer.shared().url(name), configured());
  }

  private ConfiguredValues configured() {
    return BrokenPostgres.configuration(settings);
  }

  /** Opens it as a start of the application does. */
  OpenDatabase start() {
    open = OpenDatabase.open(engine(), SchemaMigration.of(configured()));
    return open;
  }

  void stop() throws SQLException {
    if (open != null) {
      open.flushes().close();
      open = null;
    }
  }

  /** A connection with autocommit, of whoever else uses the database. */
  Connection connect() throws SQLException {
    if (open != null) {
      return open.engine().connect();
    }
    DatabaseEngine engine = engine();
    engine.prepare();
    return engine.connect();
  }

  void execute(String... commands) throws SQLException {
    try (Connection connection = connect()) {
      H2OfTests.execute(connection, commands);
    }
  }

  long ask(String query) throws SQLException {
    try (Connection connection = connect()) {
      return H2OfTests.ask(connection, query);
    }
  }

  /** The names of the tables in each schema that has any. */
  Map<String, List<String>> tables() throws SQLException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT lower(table_schema), lower(table_name) FROM information_schema.tables
                WHERE lower(table_schema) NOT IN ('information_schema', 'pg_catalog')
                ORDER BY 1, 2""")) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString(1), schema -> new ArrayList<>())
            .add(rows.getString(2));
      }
    }
    return tables;
  }

  /** What an administrator may use instead of a start. */
  FluentConfiguration flyway() {
    return Flyway.configure().dataSource(new PooledDataSource(this::connect));
  }

  /** Where the scripts are, as somebody has them who has unpacked the JAR. */
  String[] locations() {
    String migrations = "filesystem:" + SCRIPTS.resolve("migration");
    return kind == DatabaseKind.H2
        ? new String[] {migrations}
        : new String[] {migrations, "filesystem:" + SCRIPTS.resolve("postgresql")};
  }

  /** Runs these scripts in a schema, as an administrator does by hand. */
  void runByHand(String schema, List<String> scripts) throws SQLException {
    try (Connection connection = connect()) {
      connection.setSchema(
          connection.getMetaData().storesUpperCaseIdentifiers()
              ? schema.toUpperCase(Locale.ROOT)
              : schema);
      for (String script : scripts) {
        H2OfTests.execute(connection, Files.readString(SCRIPTS.resolve(script)));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** All that there are for this database, in their order. */
  List<String> scripts() {
    return kind == DatabaseKind.H2
        ? List.of(
            "migration/V1__log_and_queues.sql",
            "migration/V2__leases_and_dead_letters.sql",
            "migration/V3__subject.sql",
            "migration/V4__administration.sql",
            "migration/V5__role_monitor.sql",
            "migration/V6__node_statistics.sql",
            "migration/V7__login_sessions.sql",
            "migration/V8__alert_acknowledgements.sql",
            "migration/V9__traceparent.sql",
            "migration/V10__segments.sql",
            "migration/V11__nodes.sql",
            "migration/V12__job_messages.sql",
            "migration/V13__rejected_messages.sql",
            "record.sql")
        : List.of(
            "migration/V1__log_and_queues.sql",
            "migration/V2__leases_and_dead_letters.sql",
            "migration/V3__subject.sql",
            "migration/V4__administration.sql",
            "migration/V5__role_monitor.sql",
            "migration/V6__node_statistics.sql",
            "migration/V7__login_sessions.sql",
            "migration/V8__alert_acknowledgements.sql",
            "migration/V9__traceparent.sql",
            "migration/V10__segments.sql",
            "migration/V11__nodes.sql",
            "migration/V12__job_messages.sql",
            "migration/V13__rejected_messages.sql",
            "postgresql/afterMigrateApplied.sql",
            "record.sql");
  }

  @Override
  public void close() throws SQLException {
    stop();
  }
}
