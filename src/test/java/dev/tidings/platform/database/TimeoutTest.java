package dev.tidings.platform.database;

import static dev.tidings.platform.database.BrokenPostgres.count;
import static dev.tidings.platform.database.BrokenPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.platform.settings.Setting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With limits of a second, everything that could hang ends by itself. */
class TimeoutTest {
  private BrokenPostgres postgres;
  private Database database;

  @BeforeEach
  void connect() throws SQLException {
    postgres =
        new BrokenPostgres(
            Map.of(Setting.DB_TIMEOUT, "PT1S", Setting.DB_IDLE_IN_TRANSACTION_TIMEOUT, "PT1S"));
    database = postgres.database();
  }

  @AfterEach
  void close() throws SQLException {
    postgres.close();
  }

  @Test
  void a_statement_that_takes_too_long_is_given_up() {
    assertUnavailable(() -> work(connection -> execute(connection, "SELECT pg_sleep(60)")));
  }

  @Test
  void what_is_allowed_to_take_long_is_not() {
    boolean isDone =
        work(
            connection -> {
              database.allowLongWork(connection);
              return execute(connection, "SELECT pg_sleep(3.5)");
            });

    assertThat(isDone).isTrue();
  }

  @Test
  void waiting_for_a_lock_ends() throws Exception {
    postgres.insert(postgres.witness(), 1);
    try (Connection holder = postgres.engine().connectForMigration()) {
      holder.setAutoCommit(false);
      lock(holder);

      assertUnavailable(() -> work(this::lock));

      holder.rollback();
    }
  }

  @Test
  void a_server_that_falls_silent_is_given_up() {
    assertUnavailable(
        () ->
            work(
                connection -> {
                  postgres.proxy.goSilent();
                  return execute(connection, "SELECT 1");
                }));
  }

  @Test
  void a_transaction_that_stands_still_ends_and_is_done_again() throws Exception {
    AtomicInteger attempts = new AtomicInteger();

    int answer =
        work(
            connection -> {
              postgres.insert(connection, 1);
              if (attempts.incrementAndGet() == 1) {
                await().until(() -> openTransactions() == 0);
              }
              return postgres.insert(connection, 2);
            });

    assertThat(answer).isEqualTo(1);
    assertThat(attempts).hasValue(2);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  private <T> T work(SqlWork<T> work) {
    return database.inTransaction(Durability.BUFFERED, work);
  }

  private boolean lock(Connection connection) throws SQLException {
    return execute(
        connection, "SELECT id FROM %s WHERE id = 1 FOR UPDATE".formatted(postgres.table));
  }

  private long openTransactions() throws SQLException {
    return count(
        postgres.witness(),
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE application_name = 'tidings' AND xact_start IS NOT NULL""");
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TidingsException.class,
            failure -> assertThat(failure.type()).isEqualTo(ErrorType.UNAVAILABLE));
  }
}
