package dev.tidings.bench;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.platform.database.SchemaMigration;
import dev.tidings.platform.database.jdbc.TableSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One of the two databases: where servers keep their data, and a bare one beside it. */
abstract class BenchDatabase implements AutoCloseable {
  private static final String BARE = "bare";

  /** Starts what there is to start, with its files in that directory. */
  static BenchDatabase open(DatabaseKind kind, Path directory) throws SQLException {
    return switch (kind) {
      case H2 -> new BenchH2(directory);
      case POSTGRESQL -> new BenchPostgreSql(directory);
    };
  }

  /** As people call it. */
  abstract String title();

  /**
   * The variables of the environment that lead a server to a new database.
   *
   * @param name of which there is none yet
   */
  abstract Map<String, String> create(String name);

  /** Makes the bare one with the tables of a server. */
  void createBare() throws SQLException {
    prepareBare(BARE);
    DataSource bare = Flyway.configure().dataSource(bareUrl(BARE), user(), "").getDataSource();
    SchemaMigration.configure(bare, TableSchema.DEFAULT, List.of()).load().migrate();
  }

  abstract void prepareBare(String name) throws SQLException;

  abstract String bareUrl(String name);

  abstract String user();

  /** A connection to the bare database, which commits when told. */
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(bareUrl(BARE), user(), "");
    connection.setAutoCommit(false);
    return connection;
  }

  /** Returns once everything committed on the bare database is on disk. */
  abstract void flush(Connection connection) throws SQLException;

  /** Empties the log of the bare database. */
  void empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE TABLE tidings.message");
      statement.execute("TRUNCATE TABLE tidings.segment");
    }
    connection.commit();
  }

  @Override
  public abstract void close() throws SQLException;
}
