package dev.tidings.platform.database.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.H2File;
import dev.tidings.fixture.PostgresServer;
import dev.tidings.platform.database.BrokenPostgres;
import dev.tidings.platform.database.LocalTransaction;
import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManagedEngineTest {
  private static final String TABLE = "parcel_" + UUID.randomUUID().toString().replace('-', '_');

  static Stream<DataSource> databases() {
    return Stream.of(
        H2File.inMemory(UUID.randomUUID().toString(), ""),
        PostgresServer.shared().source("postgres"));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void what_a_transaction_of_ours_does_is_committed_and_the_connection_is_as_it_was(
      DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      BrokenPostgres.execute(connection, "CREATE TABLE IF NOT EXISTS %s (id INT)".formatted(TABLE));
      ManagedEngine engine = engine(dataSource);

      new LocalTransaction(connection, engine)
          .run(
              own -> {
                DeferredUpdate.run(own, insert());
                return null;
              });

      assertThat(connection.getAutoCommit()).isTrue();
      try (Connection other = dataSource.getConnection()) {
        assertThat(BrokenPostgres.count(other, "SELECT COUNT(*) FROM " + TABLE)).isEqualTo(1);
      }
      BrokenPostgres.execute(connection, "DROP TABLE " + TABLE);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void what_fails_is_rolled_back(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      BrokenPostgres.execute(connection, "CREATE TABLE IF NOT EXISTS %s (id INT)".formatted(TABLE));
      LocalTransaction transaction = new LocalTransaction(connection, engine(dataSource));

      assertThatThrownBy(
              () ->
                  transaction.run(
                      own -> {
                        JdbcRunner.update(own, insert().sql(), JdbcRunner.NO_PARAMETERS);
                        throw new SQLException("refused");
                      }))
          .hasMessage("refused");

      assertThat(BrokenPostgres.count(connection, "SELECT COUNT(*) FROM " + TABLE)).isZero();
      BrokenPostgres.execute(connection, "DROP TABLE " + TABLE);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void a_database_that_may_lose_commits_is_mentioned(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      ManagedDialect dialect =
          ManagedDialect.of(connection.getMetaData().getDatabaseProductName(), "shop");

      assertThat(dialect.weakness(connection))
          .hasValueSatisfying(sentence -> assertThat(sentence).contains("may lose messages"));
    }
  }

  @Test
  void another_kind_of_database_fails_the_start() {
    assertThatThrownBy(() -> ManagedDialect.of("Oracle", "java:app/jdbc/shop"))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "The data source java:app/jdbc/shop leads to Oracle; Tidings needs PostgreSQL 15 or"
                + " newer, or H2.");
  }

  @Test
  void nobody_gets_connections_of_ours_beside_it() {
    ManagedEngine engine = engine(H2File.inMemory(UUID.randomUUID().toString(), ""));

    assertThatThrownBy(engine::connectForPool).hasMessageContaining("java:app/jdbc/shop");
  }

  @Test
  void a_name_that_leads_nowhere_fails_the_start() {
    assertThatThrownBy(
            () ->
                ManagedDataSources.find(
                    BrokenPostgres.configuration(
                        Map.of(Setting.DB_DATA_SOURCE, "java:app/jdbc/nowhere"))))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("tidings.db.data-source names java:app/jdbc/nowhere");
  }

  private static DeferredUpdate insert() {
    return new DeferredUpdate(
        "INSERT INTO %s VALUES (1)".formatted(TABLE), JdbcRunner.NO_PARAMETERS);
  }

  private static ManagedEngine engine(DataSource dataSource) {
    return new ManagedEngine(new ManagedDataSources.Found(dataSource, "java:app/jdbc/shop"), 10);
  }
}
