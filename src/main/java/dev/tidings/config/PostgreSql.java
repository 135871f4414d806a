package dev.tidings.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The database server for more than one node, or for those who have one anyway. */
final class PostgreSql implements Engine {
  private static final String URL_PREFIX = "jdbc:postgresql:";
  private static final int OLDEST_VERSION = 15;
  private static final String WRONG_CREDENTIALS = "28";
  private static final String NO_SUCH_DATABASE = "3D000";

  private final PGSimpleDataSource source = new PGSimpleDataSource();

  PostgreSql(String url, Configuration configuration) {
    requirePostgreSql(url);
    source.setUrl(url);
    configuration.text(Setting.DB_USER).ifPresent(source::setUser);
    configuration.text(Setting.DB_PASSWORD).ifPresent(source::setPassword);
    source.setApplicationName("tidings");
    // One statement for a whole batch of rows: several times the inserts.
    source.setReWriteBatchedInserts(true);
    // A server that vanished without a word is noticed some time.
    source.setTcpKeepAlive(true);
  }

  @Override
  public String description() {
    return "PostgreSQL database %s at %s:%d"
        .formatted(
            source.getDatabaseName(), source.getServerNames()[0], source.getPortNumbers()[0]);
  }

  @Override
  public void prepare() {}

  @Override
  public Connection connect() throws SQLException {
    return source.getConnection();
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
  public String clockQuery() {
    return "SELECT clock_timestamp()";
  }

  @Override
  public void relaxCommit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL synchronous_commit TO off");
    }
  }

  @Override
  public boolean needsCheckpoint() {
    return false;
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

  private static void requirePostgreSql(String url) {
    if (!url.startsWith(URL_PREFIX)) {
      throw new StartFailure(
          "tidings.db.url must begin with jdbc:postgresql: ; for the embedded database leave it out"
              + " and set tidings.data.dir.");
    }
  }
}
