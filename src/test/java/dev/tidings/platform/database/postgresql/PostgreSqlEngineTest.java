package dev.tidings.platform.database.postgresql;

import static dev.tidings.platform.database.BrokenPostgres.configuration;
import static dev.tidings.platform.database.BrokenPostgres.execute;
import static dev.tidings.platform.database.BrokenPostgres.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.BrokenPostgres;
import dev.tidings.platform.database.OpenDatabase;
import dev.tidings.platform.database.engine.DatabaseEngine;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgreSqlEngineTest {
  private final String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
  private Connection administrator;
  private String url;

  @BeforeEach
  void have_a_database_of_our_own() throws SQLException {
    administrator = TestDatabase.POSTGRESQL.connect();
    administrator.setAutoCommit(true);
    execute(administrator, "CREATE DATABASE " + name);
    url =
        "jdbc:postgresql://localhost:%d/%s?user=postgres"
            .formatted(BrokenPostgres.port(administrator), name);
  }

  @AfterEach
  void remove_it() throws SQLException {
    execute(administrator, "DROP DATABASE %s WITH (FORCE)".formatted(name));
    administrator.close();
  }

  @Test
  void an_empty_database_gets_its_tables() {
    OpenDatabase database = OpenDatabase.open(engine(url));

    assertThat(database.description()).contains(name);
    assertThat(database.schemaVersion()).isNotBlank();
  }

  @Test
  void it_is_backed_up_with_the_tools_of_its_own() {
    assertThatThrownBy(() -> engine(url).backup())
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.CONFLICT))
        .hasMessageContaining(name)
        .hasMessageContaining("pg_dump");
  }

  @Test
  void the_log_is_not_looked_at_more_than_it_needs() throws SQLException {
    OpenDatabase.open(engine(url));

    try (Connection connection = engine(url).connect()) {
      assertThat(
              text(
                  connection,
                  """
                  SELECT string_agg(DISTINCT attstattarget::text, ', ') FROM pg_attribute
                  WHERE attrelid = 'tidings.segment'::regclass AND attnum > 0 AND NOT attisdropped"""))
          .isEqualTo("10");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeatable read", "serializable"})
  void a_stricter_isolation_level_stops_the_start_and_says_what_to_do(String level)
      throws SQLException {
    execute(
        administrator,
        "ALTER DATABASE %s SET default_transaction_isolation TO '%s'".formatted(name, level));

    assertThatThrownBy(() -> OpenDatabase.open(engine(url)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("database " + name)
        .hasMessageContaining("above READ COMMITTED")
        .hasMessageContaining("set its default to READ COMMITTED");
  }

  @ParameterizedTest
  @CsvSource({
    "application_name, tidings",
    "statement_timeout, 10s",
    "lock_timeout, 8s",
    "idle_in_transaction_session_timeout, 1min"
  })
  void nothing_takes_forever_by_default(String parameter, String value) throws SQLException {
    try (Connection connection = engine(url).connect()) {
      assertThat(text(connection, "SHOW " + parameter)).isEqualTo(value);
      assertThat(connection.getNetworkTimeout()).isEqualTo(12_000);
    }
  }

  @Test
  void settings_change_what_is_too_long() throws SQLException {
    DatabaseEngine databaseEngine =
        new PostgreSqlEngine(
            url,
            configuration(
                Map.of(
                    Setting.DB_TIMEOUT, "PT2.5S",
                    Setting.DB_IDLE_IN_TRANSACTION_TIMEOUT, "PT2H")));

    try (Connection connection = databaseEngine.connect()) {
      assertThat(text(connection, "SHOW statement_timeout")).isEqualTo("2500ms");
      assertThat(text(connection, "SHOW lock_timeout")).isEqualTo("2s");
      assertThat(text(connection, "SHOW idle_in_transaction_session_timeout")).isEqualTo("2h");
      assertThat(connection.getNetworkTimeout()).isEqualTo(5_000);
    }
  }

  @Test
  void parameters_of_the_address_count_more() throws SQLException {
    String parameters =
        "&ApplicationName=orders&socketTimeout=77&options=-c%20lock_timeout=1234%20-c%20work_mem=8MB";

    try (Connection connection = engine(url + parameters).connect()) {
      assertThat(text(connection, "SHOW application_name")).isEqualTo("orders");
      assertThat(text(connection, "SHOW lock_timeout")).isEqualTo("1234ms");
      assertThat(text(connection, "SHOW work_mem")).isEqualTo("8MB");
      assertThat(text(connection, "SHOW statement_timeout")).isEqualTo("10s");
      assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
    }
  }

  @Test
  void a_change_of_the_schema_may_take_its_time() throws SQLException {
    try (Connection connection = engine(url).connectForMigration()) {
      assertThat(text(connection, "SHOW statement_timeout")).isEqualTo("0");
      assertThat(text(connection, "SHOW lock_timeout")).isEqualTo("1min");
      assertThat(connection.getNetworkTimeout()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"postgresql://localhost/tidings", "jdbc:h2:mem:x", "jdbc:postgresql://a:x/y"})
  void an_address_of_another_form_stops_the_start(String address) {
    assertThatThrownBy(() -> engine(address))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("tidings.db.url");
  }

  private static DatabaseEngine engine(String address) {
    return new PostgreSqlEngine(address, configuration(Map.of()));
  }
}
