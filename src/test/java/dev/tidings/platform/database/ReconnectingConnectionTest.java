package dev.tidings.platform.database;

import static dev.tidings.platform.database.BrokenPostgres.count;
import static dev.tidings.platform.database.BrokenPostgres.execute;
import static dev.tidings.platform.database.BrokenPostgres.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.platform.database.engine.ReconnectingConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconnectingConnectionTest {
  private static final long MORE_THAN_A_SECOND = Duration.ofMillis(1001).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private BrokenPostgres postgres;
  private ReconnectingConnections all;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    postgres = new BrokenPostgres();
    all = new ReconnectingConnections(postgres.engine()::connect, nanos::get);
    connection = all.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    postgres.close();
  }

  @Test
  void a_connection_that_the_server_ended_works_again_after_one_failure() throws Exception {
    assertThat(count(connection, "SELECT 1")).isEqualTo(1);

    postgres.proxy.cutAll();

    assertThatThrownBy(() -> count(connection, "SELECT 1")).isInstanceOf(SQLException.class);
    assertThat(count(connection, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void one_broken_connection_makes_the_others_look_first() throws Exception {
    try (Connection other = all.connect()) {
      postgres.proxy.cutAll();
      nanos.incrementAndGet();
      assertThatThrownBy(() -> count(connection, "SELECT 1")).isInstanceOf(SQLException.class);

      connection.setAutoCommit(false);
      other.setAutoCommit(false);

      assertThat(count(connection, "SELECT 1")).isEqualTo(1);
      assertThat(count(other, "SELECT 1")).isEqualTo(1);
      other.rollback();
    }
  }

  @Test
  void what_was_not_used_for_a_while_looks_first() throws Exception {
    postgres.endAllOthers();

    nanos.addAndGet(MORE_THAN_A_SECOND);

    assertThat(count(connection, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void while_the_server_is_away_it_says_so_and_afterwards_it_works() throws Exception {
    postgres.proxy.refuse();
    assertThatThrownBy(() -> count(connection, "SELECT 1")).isInstanceOf(SQLException.class);
    connection.setAutoCommit(false);
    assertThatThrownBy(() -> count(connection, "SELECT 1"))
        .isInstanceOfSatisfying(
            SQLException.class, failure -> assertThat(failure.getSQLState()).startsWith("08"));
    connection.rollback();

    postgres.proxy.recover();

    assertThat(count(connection, "SELECT 1")).isEqualTo(1);
    assertThat(connection.isClosed()).isFalse();
  }

  @Test
  void a_silent_server_is_left_after_two_seconds() throws Exception {
    postgres.proxy.goSilent();
    nanos.addAndGet(MORE_THAN_A_SECOND);
    Thread later = endSilenceOnceAskedInVain();

    assertThat(count(connection, "SELECT 1")).isEqualTo(1);
    later.join();
  }

  @Test
  void a_transaction_that_broke_is_never_continued_on_another_connection() throws Exception {
    connection.setAutoCommit(false);
    postgres.insert(connection, 1);
    postgres.proxy.cutAll();

    assertThatThrownBy(() -> postgres.insert(connection, 2)).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> postgres.insert(connection, 2)).isInstanceOf(SQLException.class);
    assertThatThrownBy(connection::commit)
        .isInstanceOfSatisfying(
            SQLException.class, failure -> assertThat(failure.getSQLState()).isEqualTo("08003"));

    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(postgres.insert(connection, 3)).isEqualTo(1);
    assertThat(postgres.stored()).isEqualTo(1);
  }

  @Test
  void autocommit_is_what_was_asked_for_whatever_happens_to_the_server() throws Exception {
    connection.setAutoCommit(false);
    postgres.insert(connection, 1);
    postgres.proxy.refuse();

    assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
    assertThat(connection.getAutoCommit()).isFalse();
    connection.setAutoCommit(true);
    assertThat(connection.getAutoCommit()).isTrue();
    connection.setAutoCommit(false);
    assertThat(connection.getAutoCommit()).isFalse();
    assertThatThrownBy(() -> postgres.insert(connection, 2)).isInstanceOf(SQLException.class);

    postgres.proxy.recover();
    postgres.insert(connection, 3);
    assertThat(postgres.stored()).isZero();
    connection.commit();
    assertThat(postgres.stored()).isEqualTo(1);
  }

  /** Payara logs each time that it cannot, with a stack trace. */
  @Test
  void a_pool_may_read_and_set_client_info_while_the_server_is_away() throws Exception {
    Properties before = connection.getClientInfo();
    postgres.proxy.refuse();
    assertThatThrownBy(() -> count(connection, "SELECT 1")).isInstanceOf(SQLException.class);

    assertThat(connection.getClientInfo()).isEqualTo(before).isNotEmpty();
    assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("tidings");
    connection.setClientInfo(before);

    postgres.proxy.recover();
    assertThat(text(connection, "SHOW application_name")).isEqualTo("tidings");
  }

  @Test
  void settings_of_the_connection_are_those_of_its_replacement() throws Exception {
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    postgres.proxy.cutAll();
    assertThatThrownBy(() -> count(connection, "SELECT 1")).isInstanceOf(SQLException.class);

    connection.setAutoCommit(false);

    assertThat(text(connection, "SHOW transaction_isolation")).isEqualTo("repeatable read");
    assertThat(text(connection, "SHOW transaction_read_only")).isEqualTo("on");
  }

  @Test
  void more_time_is_for_one_transaction_only() throws Exception {
    int usual = connection.getNetworkTimeout();
    connection.setAutoCommit(false);
    postgres.engine().allowLongWork(connection);
    assertThat(text(connection, "SHOW statement_timeout")).isEqualTo("30min");
    assertThat(connection.getNetworkTimeout()).isGreaterThan(1_800_000);
    connection.commit();
    connection.setAutoCommit(true);

    assertThat(text(connection, "SHOW statement_timeout")).isEqualTo("10s");

    assertThat(connection.getNetworkTimeout()).isEqualTo(usual).isEqualTo(12_000);
  }

  @Test
  void savepoints_are_the_drivers_business() throws Exception {
    connection.setAutoCommit(false);
    postgres.insert(connection, 1);
    var savepoint = connection.setSavepoint();
    postgres.insert(connection, 2);
    connection.rollback(savepoint);
    connection.commit();

    assertThat(postgres.stored()).isEqualTo(1);
  }

  @Test
  void a_closed_connection_stays_closed() throws Exception {
    connection.close();

    assertThat(connection.isClosed()).isTrue();
    assertThatThrownBy(() -> execute(connection, "SELECT 1")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> connection.setAutoCommit(false)).isInstanceOf(SQLException.class);
  }

  /** The proxy stays silent until the first connection gave up and another one is waiting. */
  private Thread endSilenceOnceAskedInVain() {
    Thread thread =
        new Thread(
            () -> {
              await().until(() -> postgres.proxy.accepted() > 1);
              postgres.proxy.recover();
            });
    thread.start();
    return thread;
  }
}
