package dev.tidings.platform.database;

import dev.tidings.fixture.FakeTransactions;
import dev.tidings.fixture.PostgresProxy;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.database.postgresql.PostgreSqlEngine;
import dev.tidings.platform.settings.ConfiguredValues;
import dev.tidings.platform.settings.Setting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.postgresql.Driver;

/**
 * A {@link Database} on PostgreSQL, with everything between that breaks on demand: a proxy, and a
 * pool that keeps connections as the containers do, without ever looking at them. The tables {@code
 * parcel} are each test's own.
 */
public final class BrokenPostgres implements AutoCloseable {
  /** As by default, which the server of the tests has changed. */
  private static final String WAITING_COMMITS = "-c%20synchronous_commit=on";

  public final PostgresProxy proxy;
  final FakeTransactions transactions = new FakeTransactions();
  public final String table = "parcel_" + UUID.randomUUID().toString().replace('-', '_');

  private final KeepingPool pool;
  private final Connection witness;
  private final DatabaseEngine databaseEngine;
  private final List<DurabilityBarrier> opened = new ArrayList<>();

  public BrokenPostgres() throws SQLException {
    this(Map.of());
  }

  BrokenPostgres(Map<Setting, String> settings) throws SQLException {
    witness = TestDatabase.POSTGRESQL.connect();
    witness.setAutoCommit(true);
    proxy = new PostgresProxy(port(witness));
    databaseEngine = new PostgreSqlEngine(url(proxy.port()), configuration(settings));
    pool = new KeepingPool(databaseEngine);
    execute(witness, "CREATE TABLE %s (id INT PRIMARY KEY)".formatted(table));
  }

  Database database() {
    OpenDatabase open = OpenDatabase.open(databaseEngine);
    closeInTheEnd(open.flushes());
    return new Database(pool, transactions, open);
  }

  /** Whether they are broken by then or not. */
  public <T extends DurabilityBarrier> T closeInTheEnd(T flushes) {
    opened.add(flushes);
    return flushes;
  }

  public DatabaseEngine engine() {
    return databaseEngine;
  }

  /** What others see, past the proxy. */
  long stored() throws SQLException {
    return count(witness, "SELECT count(*) FROM " + table);
  }

  /**
   * As an administrator or a restart would, which the proxy does not notice. The sessions are gone
   * when this returns.
   */
  public void endAllOthers() throws SQLException {
    execute(
        witness,
        """
        SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
        WHERE application_name = 'tidings'""");
  }

  /** Only the session that flushes, and it is gone when this returns. */
  public void endFlushing() throws SQLException {
    execute(
        witness,
        """
        SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
        WHERE application_name = 'tidings' AND query LIKE '%pg_logical_emit_message%'""");
  }

  /** Where the log of the database ends, on disk or not. */
  public String endOfLog() throws SQLException {
    return text(witness, "SELECT pg_current_wal_insert_lsn()");
  }

  public boolean isOnDisk(String place) throws SQLException {
    return count(
            witness,
            "SELECT count(*) WHERE pg_current_wal_flush_lsn() >= CAST('%s' AS pg_lsn)"
                .formatted(place))
        == 1;
  }

  public Connection witness() {
    return witness;
  }

  public int insert(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO %s VALUES (%d)".formatted(table, id));
    }
  }

  public static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  public static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  public static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  public static ConfiguredValues configuration(Map<Setting, String> settings) {
    Map<Setting, ConfiguredValues.Value> values = new EnumMap<>(Setting.class);
    settings.forEach((key, text) -> values.put(key, new ConfiguredValues.Value(text, "a test")));
    return new ConfiguredValues(values, Set.of(), Set.of());
  }

  public static int port(Connection connection) throws SQLException {
    String url = connection.getMetaData().getURL();
    return Integer.parseInt(Driver.parseURL(url, null).getProperty("PGPORT"));
  }

  static String url(int port) {
    return "jdbc:postgresql://localhost:%d/postgres?user=postgres&options=%s"
        .formatted(port, WAITING_COMMITS);
  }

  @Override
  public void close() throws SQLException {
    opened.forEach(BrokenPostgres::close);
    pool.close();
    execute(witness, "DROP TABLE " + table);
    witness.close();
    proxy.close();
  }

  private static void close(DurabilityBarrier durabilityBarrier) {
    try {
      durabilityBarrier.close();
    } catch (SQLException broken) {
      // On purpose, mostly.
    }
  }
}
