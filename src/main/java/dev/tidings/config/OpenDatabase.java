package dev.tidings.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database once it can be used: reachable, supported, with the current schema. Containers
 * request connections before they create any bean, so the database is opened on first use.
 */
final class OpenDatabase {
  private static final Logger LOG = System.getLogger(OpenDatabase.class.getName());

  private static OpenDatabase instance;
  private static String failure;

  private final Engine engine;
  private final Reopening reopening;
  private final String description;
  private final String schemaVersion;

  private OpenDatabase(Engine engine, Flushes flushes, String description, String schemaVersion) {
    this.engine = engine;
    this.reopening = new Reopening(engine, flushes, System::nanoTime);
    this.description = description;
    this.schemaVersion = schemaVersion;
  }

  /** Opens it unless that was done; what failed once fails until the application starts anew. */
  static synchronized OpenDatabase get() {
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

  String description() {
    return description;
  }

  String schemaVersion() {
    return schemaVersion;
  }

  Engine engine() {
    return engine;
  }

  /** Of the database as it is open now; broken ones while it cannot be opened. */
  Flushes flushes() {
    return reopening.current();
  }

  /** Has it run each time when the database may have forgotten what was not on disk. */
  void onReopened(Runnable listener) {
    reopening.onReopened(listener);
  }

  private static OpenDatabase openOrReport() {
    Configuration configuration = Configuration.ofThisApplication();
    try {
      configuration.requireValid();
      return open(Engine.of(configuration));
    } catch (StartFailure reason) {
      failure = reason.getMessage();
      FailedStart.report(reason, configuration.flag(Setting.EXIT_ON_FAILED_START));
      throw reason;
    }
  }

  static OpenDatabase open(Engine engine) {
    engine.prepare();
    engine.holdWrites();
    try {
      Connection connection = engine.connect();
      try {
        String description = check(engine, connection);
        engine.mend(connection);
        String schemaVersion = migrate(engine);
        engine.releaseWrites();
        return new OpenDatabase(engine, engine.flushes(connection), description, schemaVersion);
      } catch (SQLException | RuntimeException reason) {
        engine.giveUp(connection);
        throw reason;
      }
    } catch (SQLException reason) {
      String sentence =
          "Cannot use the %s: %s.".formatted(engine.description(), engine.explain(reason));
      throw new StartFailure(sentence.replaceAll("\\s+", " ").replace(".;", ";"), reason);
    }
  }

  /** What the database is, once it is one that may be used. */
  private static String check(Engine engine, Connection connection) throws SQLException {
    engine.requireSupported(connection);
    if (connection.getTransactionIsolation() > Connection.TRANSACTION_READ_COMMITTED) {
      throw new StartFailure(
          "The %s has a default isolation level above READ COMMITTED, under which readers would miss"
                  .formatted(engine.description())
              + " messages; set its default to READ COMMITTED.");
    }
    DatabaseMetaData facts = connection.getMetaData();
    String description =
        "%s, version %s".formatted(engine.description(), facts.getDatabaseProductVersion());
    LOG.log(Level.INFO, "Using {0}, driver {1}", description, facts.getDriverVersion());
    return description;
  }

  /** Brings the schema up to date and says which version it has. */
  private static String migrate(Engine engine) throws SQLException {
    try {
      List<String> scripts = new ArrayList<>(engine.scriptsOfItsOwn());
      scripts.add("classpath:db/migration");
      Flyway flyway =
          Flyway.configure(OpenDatabase.class.getClassLoader())
              .dataSource(new TidingsDataSource(engine::connectForMigration))
              .locations(scripts.toArray(String[]::new))
              .load();
      flyway.migrate();
      return flyway.info().current().getVersion().getVersion();
    } catch (FlywayException reason) {
      if (reason.getCause() instanceof SQLException cause && engine.isDamage(cause)) {
        throw cause;
      }
      throw new StartFailure(
          "Cannot bring the schema of the %s up to date: %s"
              .formatted(engine.description(), reason.getMessage().replaceAll("\\s+", " ")),
          reason);
    }
  }

  private static void close(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception alreadyBroken) {
      LOG.log(Level.DEBUG, "A connection did not close in order", alreadyBroken);
    }
  }
}
