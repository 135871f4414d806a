package dev.tidings.platform.database;

import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.jdbc.TableSchema;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the tables of Tidings up to date, in a schema of their own, or only checks that they are.
 * Whatever else the database holds stays as it is.
 */
public final class SchemaMigration {
  /** With a name of its own, because an application may use Flyway too. */
  static final String HISTORY = "tidings_schema_history";

  private static final String LOCATION = "classpath:";
  private static final String SCRIPTS = "dev/tidings/db/migration";

  /** What Flyway runs after others, which a database without such scripts has none of. */
  private static final String LAST_SCRIPT = "afterMigrateApplied.sql";

  private final String schema;
  private final boolean mayMigrate;

  private SchemaMigration(String schema, boolean mayMigrate) {
    this.schema = schema;
    this.mayMigrate = mayMigrate;
  }

  /** As the settings want it. */
  static SchemaMigration of(ConfiguredValues configuredValues) {
    return new SchemaMigration(
        configuredValues.text(Setting.DB_SCHEMA).orElseThrow(),
        configuredValues.flag(Setting.DB_MIGRATE));
  }

  /** As it is without any setting. */
  static SchemaMigration byDefault() {
    return new SchemaMigration(TableSchema.DEFAULT, true);
  }

  /**
   * Flyway for the tables of Tidings.
   *
   * @param schema as it is written in statements
   * @param locations of scripts that only this database takes
   */
  public static FluentConfiguration configure(
      DataSource source, String schema, List<String> locations) throws SQLException {
    List<String> scripts = new ArrayList<>(locations);
    scripts.add(LOCATION + SCRIPTS);
    return Flyway.configure(SchemaMigration.class.getClassLoader())
        .dataSource(source)
        .schemas(SchemaNames.stored(source, schema))
        .createSchemas(true)
        .table(HISTORY)
        .locations(scripts.toArray(String[]::new));
  }

  /**
   * Does it, and has all statements name the schema from then on.
   *
   * @return the version of the schema
   * @throws StartFailure when the tables cannot be used
   */
  String run(DatabaseEngine databaseEngine) throws SQLException {
    DataSource source = new PooledDataSource(databaseEngine::connectForMigration);
    try (Connection connection = source.getConnection()) {
      if (!new SchemaNames(connection).isName(schema)) {
        throw new StartFailure(
            "tidings.db.schema must not be %s, which the %s reserves for statements; choose another name."
                .formatted(schema, databaseEngine.description()));
      }
      requireFreeOrOurs(databaseEngine, connection);
    }
    try {
      Flyway flyway = configure(source, schema, databaseEngine.scriptsOfItsOwn()).load();
      if (mayMigrate) {
        flyway.migrate();
      } else {
        requireMigrated(databaseEngine, flyway);
      }
      TableSchema.use(schema);
      return flyway.info().current().getVersion().getVersion();
    } catch (FlywayException reason) {
      if (reason.getCause() instanceof SQLException cause && databaseEngine.isDamage(cause)) {
        throw cause;
      }
      throw new StartFailure(
          "Cannot bring the schema %s of the %s up to date: %s"
              .formatted(
                  schema,
                  databaseEngine.description(),
                  reason.getMessage().replaceAll("\\s+", " ")),
          reason);
    }
  }

  private void requireFreeOrOurs(DatabaseEngine databaseEngine, Connection connection)
      throws SQLException {
    SchemaNames names = new SchemaNames(connection);
    if (names.tablesOf(schema).contains(HISTORY)) {
      return;
    }
    if (names.isOfDevelopmentVersion()) {
      throw new StartFailure(
          "The %s holds the tables of a development version of Tidings outside the schema %s, which this version does not take over; use another database, or drop those tables and flyway_schema_history."
              .formatted(databaseEngine.description(), schema));
    }
    if (!names.tablesOf(schema).isEmpty()) {
      throw new StartFailure(
          "The schema %s of the %s holds tables but no %s, so they may be those of others; set tidings.db.schema to a schema that is empty or does not exist, or run record.sql if the scripts of Tidings were run there by hand."
              .formatted(schema, databaseEngine.description(), HISTORY));
    }
  }

  /** Also that nothing was changed in what has been run. */
  private void requireMigrated(DatabaseEngine databaseEngine, Flyway flyway) {
    MigrationInfo[] missing = flyway.info().pending();
    if (missing.length > 0) {
      throw new StartFailure(
          "The schema %s of the %s is not up to date and tidings.db.migrate is false; run these scripts in that schema, in this order, from WEB-INF/classes of the WAR or from the JAR: %s."
              .formatted(schema, databaseEngine.description(), scripts(databaseEngine, missing)));
    }
    flyway.validate();
  }

  private static String scripts(DatabaseEngine databaseEngine, MigrationInfo... missing) {
    Stream<String> versions =
        Arrays.stream(missing).map(script -> SCRIPTS + "/" + script.getScript());
    Stream<String> ofItsOwn =
        databaseEngine.scriptsOfItsOwn().stream()
            .map(location -> location.substring(LOCATION.length()) + "/" + LAST_SCRIPT);
    return Stream.of(versions, ofItsOwn, Stream.of("dev/tidings/db/record.sql"))
        .flatMap(names -> names)
        .collect(Collectors.joining(", "));
  }
}
