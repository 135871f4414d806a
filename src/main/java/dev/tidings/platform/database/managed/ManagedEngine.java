package dev.tidings.platform.database.managed;

import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.DeferringConnection;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.settings.StartFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database of a data source that belongs to the application or its server. Tidings leaves the
 * connections as it finds them, and never closes, repairs or reconfigures what the pool keeps.
 * Commits are as durable as that database makes them.
 */
public final class ManagedEngine implements DatabaseEngine {
  private static final Logger LOG = System.getLogger(ManagedEngine.class.getName());
  private static final Log EVENTS = Log.of(ManagedEngine.class);

  private static final List<DeferredUpdate> COMMIT =
      List.of(new DeferredUpdate("COMMIT", JdbcRunner.NO_PARAMETERS));

  private final DataSource dataSource;
  private final String name;
  private final int connections;
  private final ManagedDialect dialect;

  /**
   * Asks the data source which database it leads to.
   *
   * @param connections how many of them transactions of Tidings' own may use at once
   * @throws StartFailure if there is no connection, or the database is none that Tidings knows
   */
  public ManagedEngine(ManagedDataSources.Found found, int connections) {
    this.dataSource = found.dataSource();
    this.name = found.name();
    this.connections = connections;
    try (Connection connection = connect()) {
      DatabaseMetaData metaData = connection.getMetaData();
      dialect = ManagedDialect.of(metaData.getDatabaseProductName(), name);
    } catch (SQLException failure) {
      throw new StartFailure(
          "Cannot use the data source %s: %s".formatted(name, explain(failure)), failure);
    }
  }

  @Override
  public String description() {
    return "%s of the data source %s".formatted(dialect.title(), name);
  }

  @Override
  public DataSource pool(DataSource ofTidings) {
    return dataSource;
  }

  @Override
  public int ownConnections() {
    return connections;
  }

  @Override
  public boolean isManaged() {
    return true;
  }

  @Override
  public void giveUp(Connection only) {
    try {
      only.close();
    } catch (SQLException broken) {
      LOG.log(Level.DEBUG, "A connection did not close in order", broken);
    }
  }

  @Override
  public Connection connect() throws SQLException {
    return dataSource.getConnection();
  }

  /** Nobody should ask: transactions take their connections from the application's data source. */
  @Override
  public Connection connectForPool() throws SQLException {
    throw new SQLNonTransientConnectionException(
        "Tidings uses the data source %s; use that in place of Tidings' own.".formatted(name));
  }

  @Override
  public Connection connectForMigration() throws SQLException {
    return connect();
  }

  @Override
  public List<String> scriptsOfItsOwn() {
    return dialect.scripts();
  }

  /** How long statements may take is set at the data source, and not changed by its users. */
  @Override
  public void allowLongWork(Connection connection) {}

  @Override
  public String explain(SQLException failure) {
    return failure.getMessage() + "; check the data source " + name + " in the server";
  }

  @Override
  public void requireSupported(Connection connection) throws SQLException {
    dialect.requireSupported(connection, description());
    dialect
        .weakness(connection)
        .ifPresent(sentence -> EVENTS.log(LogEvent.DATA_SOURCE_WEAK, description(), sentence));
  }

  @Override
  public Optional<String> clockQuery() {
    return dialect.clockQuery();
  }

  @Override
  public Connection begin(Connection pooled) throws SQLException {
    pooled.setAutoCommit(false);
    return dialect.takesSeveral() ? DeferringConnection.of(pooled) : pooled;
  }

  @Override
  public void commit(Connection own) throws SQLException {
    if (own instanceof DeferringConnection.Deferring deferring) {
      deferring.behind().commit(COMMIT);
    }
    own.commit();
  }

  /** The connection goes back to its pool. */
  @Override
  public DurabilityBarrier flushes(Connection connection) throws SQLException {
    connection.close();
    return new DurableCommits();
  }

  @Override
  public boolean isShared() {
    return dialect.isShared();
  }
}
