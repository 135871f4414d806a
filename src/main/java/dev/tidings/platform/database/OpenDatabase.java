package dev.tidings.platform.database;

import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.h2.H2Engine;
import dev.tidings.platform.database.managed.ManagedDataSources;
import dev.tidings.platform.database.managed.ManagedEngine;
import dev.tidings.platform.database.postgresql.PostgreSqlEngine;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import dev.tidings.platform.settings.StartFailureReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The database once it can be used: reachable, supported, with the current schema. Containers
 * request connections before they create any bean, so the database is opened on first use.
 */
public final class OpenDatabase {
  private static final Logger LOG = System.getLogger(OpenDatabase.class.getName());
  private static final Log EVENTS = Log.of(OpenDatabase.class);

  private static OpenDatabase instance;
  private static String failure;

  private final DatabaseEngine databaseEngine;
  private final DatabaseReopener databaseReopener;
  private final String description;
  private final String schemaVersion;

  private OpenDatabase(
      DatabaseEngine databaseEngine,
      DurabilityBarrier durabilityBarrier,
      String description,
      String schemaVersion) {
    this.databaseEngine = databaseEngine;
    this.databaseReopener =
        new DatabaseReopener(databaseEngine, durabilityBarrier, System::nanoTime);
    this.description = description;
    this.schemaVersion = schemaVersion;
  }

  /** Opens it unless that was done; what failed once fails until the application starts anew. */
  public static synchronized OpenDatabase get() {
    if (failure != null) {
      throw new StartFailure(failure);
    }
    if (instance == null) {
      instance = openOrReport();
    }
    return instance;
  }

  /** Gives up what this application holds besides the container's pool. */
  static synchronized void close() {
    if (instance != null) {
      close(instance.flushes());
      instance = null;
    }
  }

  public String description() {
    return description;
  }

  public String schemaVersion() {
    return schemaVersion;
  }

  public DatabaseEngine engine() {
    return databaseEngine;
  }

  /** Of the database as it is open now; broken ones while it cannot be opened. */
  public DurabilityBarrier flushes() {
    return databaseReopener.current();
  }

  /** Has it run each time when the database may have forgotten what was not on disk. */
  public void onReopened(Runnable listener) {
    databaseReopener.onReopened(listener);
  }

  private static OpenDatabase openOrReport() {
    ConfiguredValues configuredValues = ConfiguredValues.ofThisApplication();
    try {
      configuredValues.requireValid();
      return openLinked(configuredValues);
    } catch (StartFailure reason) {
      failure = reason.getMessage();
      StartFailureReport.report(reason, configuredValues.flag(Setting.EXIT_ON_FAILED_START));
      throw reason;
    }
  }

  private static OpenDatabase openLinked(ConfiguredValues configuredValues) {
    try {
      return open(engine(configuredValues), SchemaMigration.of(configuredValues));
    } catch (LinkageError absent) {
      throw new StartFailure(
          "The driver of the database is not among the libraries of the application, or another"
              + " version comes first ("
              + absent.getMessage()
              + "): add com.h2database:h2:2.4.240 or org.postgresql:postgresql:42.7.14, or name a"
              + " data source by tidings.db.data-source.",
          absent);
    }
  }

  private static DatabaseEngine engine(ConfiguredValues configuredValues) {
    Optional<ManagedDataSources.Found> ofApplication = ManagedDataSources.find(configuredValues);
    if (ofApplication.isPresent()) {
      int connections =
          Integer.parseInt(configuredValues.text(Setting.DB_DATA_SOURCE_CONNECTIONS).orElseThrow());
      return new ManagedEngine(ofApplication.get(), connections);
    }
    return configuredValues
        .text(Setting.DB_URL)
        .<DatabaseEngine>map(url -> new PostgreSqlEngine(url, configuredValues))
        .orElseGet(() -> new H2Engine(configuredValues));
  }

  /** One with the tables in the usual schema. */
  public static OpenDatabase open(DatabaseEngine databaseEngine) {
    return open(databaseEngine, SchemaMigration.byDefault());
  }

  static OpenDatabase open(DatabaseEngine databaseEngine, SchemaMigration schemaMigration) {
    databaseEngine.prepare();
    databaseEngine.holdWrites();
    try {
      Connection connection = databaseEngine.connect();
      try {
        String description = check(databaseEngine, connection);
        databaseEngine.mend(connection);
        String schemaVersion = schemaMigration.run(databaseEngine);
        databaseEngine.releaseWrites();
        return new OpenDatabase(
            databaseEngine, databaseEngine.flushes(connection), description, schemaVersion);
      } catch (SQLException | RuntimeException reason) {
        databaseEngine.giveUp(connection);
        throw reason;
      }
    } catch (SQLException reason) {
      String sentence =
          "Cannot use the %s: %s."
              .formatted(databaseEngine.description(), databaseEngine.explain(reason));
      throw new StartFailure(sentence.replaceAll("\\s+", " ").replace(".;", ";"), reason);
    }
  }

  /** What the database is, once it is one that may be used. */
  private static String check(DatabaseEngine databaseEngine, Connection connection)
      throws SQLException {
    databaseEngine.requireSupported(connection);
    if (connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
      throw new StartFailure(
          "The %s has a default isolation level above READ COMMITTED, under which readers would miss"
                  .formatted(databaseEngine.description())
              + " messages; set its default to READ COMMITTED.");
    }
    DatabaseMetaData facts = connection.getMetaData();
    String description =
        "%s, version %s".formatted(databaseEngine.description(), facts.getDatabaseProductVersion());
    EVENTS.log(LogEvent.DATABASE_OPENED, description, facts.getDriverVersion());
    return description;
  }

  private static void close(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception alreadyBroken) {
      LOG.log(Level.DEBUG, "A connection did not close in order", alreadyBroken);
    }
  }
}
