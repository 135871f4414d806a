package dev.tidings.platform.database.postgresql;

import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.engine.ReconnectingConnections;
import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.DeferringConnection;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** The database server, required for more than one node. */
public final class PostgreSqlEngine implements DatabaseEngine {
  private static final int OLDEST_VERSION = 15;
  private static final String WRONG_CREDENTIALS = "28";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final List<DeferredUpdate> RELAXED_COMMIT =
      List.of(
          new DeferredUpdate("SET LOCAL synchronous_commit TO off", JdbcRunner.NO_PARAMETERS),
          new DeferredUpdate("COMMIT", JdbcRunner.NO_PARAMETERS));

  private static final Duration LONG_WORK = Duration.ofMinutes(30);

  private final PGSimpleDataSource source;
  private final PGSimpleDataSource patientSource;
  private final ReconnectingConnections reviving =
      new ReconnectingConnections(this::connect, System::nanoTime);

  public PostgreSqlEngine(String url, ConfiguredValues configuredValues) {
    PostgreSqlDriverSource sources = new PostgreSqlDriverSource(url, configuredValues);
    source = sources.impatient();
    patientSource = sources.patient();
  }

  @Override
  public String description() {
    return "PostgreSQL database %s at %s:%d"
        .formatted(
            source.getDatabaseName(), source.getServerNames()[0], source.getPortNumbers()[0]);
  }

  /** The rest serves transactions that need a second one to complete, and the entity managers. */
  @Override
  public int ownConnections() {
    return 18;
  }

  @Override
  public void giveUp(Connection only) {
    try {
      only.close();
    } catch (SQLException broken) {
      // It is of no use any more in any case.
    }
  }

  @Override
  public Connection connect() throws SQLException {
    return source.getConnection();
  }

  @Override
  public Connection connectForPool() throws SQLException {
    return reviving.connect();
  }

  @Override
  public Connection connectForMigration() throws SQLException {
    return patientSource.getConnection();
  }

  @Override
  public List<String> scriptsOfItsOwn() {
    return List.of("classpath:dev/tidings/db/postgresql");
  }

  @Override
  public String explain(SQLException failure) {
    return failure.getMessage() + "; " + advice(String.valueOf(failure.getSQLState()));
  }

  @Override
  public void requireSupported(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_VERSION) {
      throw new StartFailure(
          "%s is version %d; Tidings needs %d or newer."
              .formatted(description(), version, OLDEST_VERSION));
    }
  }

  @Override
  public Optional<String> clockQuery() {
    return Optional.of("SELECT clock_timestamp()");
  }

  @Override
  public Connection begin(Connection pooled) throws SQLException {
    pooled.setAutoCommit(false);
    return DeferringConnection.of(pooled);
  }

  /**
   * The pool gives the same connections to others, whose commits have to wait for the disk: this
   * says so for one transaction, and together with its end. For the driver, and for the pool around
   * it, that ends with a commit that has nothing left to do.
   */
  @Override
  public void commit(Connection own) throws SQLException {
    ((DeferringConnection.Deferring) own).behind().commit(RELAXED_COMMIT);
    own.commit();
  }

  @Override
  public DurabilityBarrier flushes(Connection connection) throws SQLException {
    return new WalFlusher(connection, reviving);
  }

  /** Also waiting idly, for those who hold a lock while others do the work. */
  @Override
  public void allowLongWork(Connection connection) throws SQLException {
    long millis = LONG_WORK.toMillis();
    execute(
        connection,
        "SET LOCAL statement_timeout TO %d; SET LOCAL idle_in_transaction_session_timeout TO %d"
            .formatted(millis, millis));
    connection.setNetworkTimeout(
        Runnable::run, PostgreSqlDriverSource.networkTimeoutMillis(LONG_WORK));
  }

  @Override
  public boolean isShared() {
    return true;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String advice(String state) {
    if (state.startsWith(WRONG_CREDENTIALS)) {
      return "check tidings.db.user and tidings.db.password";
    }
    if (state.equals(NO_SUCH_DATABASE)) {
      return "make the database, or check its name in tidings.db.url";
    }
    return "start it, or check tidings.db.url and the network between";
  }
}
