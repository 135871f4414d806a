package dev.tidings.platform.database;

import dev.tidings.platform.database.engine.ConnectionSource;
import dev.tidings.platform.settings.StartFailure;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/**
 * Creates the connections that the container pools. The database is a setting of the application,
 * so no server has to be configured.
 */
public class PooledDataSource implements DataSource, XADataSource {
  private final ConnectionSource connections;

  /** For the container. */
  public PooledDataSource() {
    this(PooledDataSource::connectToOpenDatabase);
  }

  PooledDataSource(ConnectionSource connections) {
    this.connections = connections;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connections.connect();
  }

  /** The settings of the application say who connects, so the container's idea does not count. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public XAConnection getXAConnection() throws SQLException {
    return new OnePhaseConnection(connections.connect());
  }

  @Override
  public XAConnection getXAConnection(String user, String password) throws SQLException {
    return getXAConnection();
  }

  /** WildFly makes no data source without a property; this is the one, and it changes nothing. */
  public void setDescription(String description) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException("Tidings logs through java.lang.System.Logger");
  }

  @Override
  public void setLogWriter(PrintWriter writer) {}

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("Tidings logs through java.lang.System.Logger");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (isWrapperFor(type)) {
      return type.cast(this);
    }
    throw new SQLException("This data source is no " + type.getName());
  }

  private static Connection connectToOpenDatabase() throws SQLException {
    try {
      return OpenDatabase.get().engine().connectForPool();
    } catch (StartFailure reason) {
      throw new SQLNonTransientConnectionException(reason.getMessage(), reason);
    }
  }
}
