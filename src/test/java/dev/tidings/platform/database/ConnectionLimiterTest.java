package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.FakeTransactions;
import dev.tidings.platform.database.jdbc.NoConnectionException;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLimiterTest {
  private final FakeTransactions transactions = new FakeTransactions();
  private final JtaTransaction shared = new JtaTransaction(transactions);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final JdbcDataSource database = new JdbcDataSource();
  private ConnectionLimiter connectionLimiter;

  @BeforeEach
  void have_room_for_one() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
    connectionLimiter = new ConnectionLimiter(database, 1, false, Duration.ofMillis(50));
  }

  @AfterEach
  void let_others_go() {
    mayEnd.countDown();
  }

  @Test
  void whoever_finds_no_place_in_time_hears_when_to_come_again() throws Exception {
    CompletableFuture<?> other = CompletableFuture.runAsync(this::occupy);
    begun.await();

    assertThatThrownBy(() -> connectionLimiter.with(Connection::isClosed))
        .isInstanceOfSatisfying(
            TidingsException.class,
            failure -> {
              assertThat(failure.type()).isEqualTo(ErrorType.UNAVAILABLE);
              assertThat(failure.retryAfter()).contains(Duration.ofSeconds(1));
            });

    mayEnd.countDown();
    other.join();
    assertThat(connectionLimiter.with(Connection::isClosed)).isFalse();
  }

  @Test
  void whoever_has_a_place_gets_a_second_connection_without_waiting() throws Exception {
    boolean isClosed =
        connectionLimiter.with(connection -> connectionLimiter.with(second -> second.isClosed()));

    assertThat(isClosed).isFalse();
  }

  @Test
  void work_that_fails_gives_its_place_back() throws Exception {
    assertThatThrownBy(
            () ->
                connectionLimiter.with(
                    connection -> {
                      throw new SQLException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(connectionLimiter.with(Connection::isClosed)).isFalse();
  }

  @Test
  void a_transaction_of_the_container_has_one_place_until_its_end() throws Exception {
    transactions.begin();
    connectionLimiter.joined(shared, Connection::isClosed);
    connectionLimiter.joined(shared, Connection::isClosed);
    assertThatThrownBy(() -> connectionLimiter.with(Connection::isClosed))
        .isInstanceOf(TidingsException.class);

    transactions.end(Status.STATUS_COMMITTED);

    assertThat(connectionLimiter.with(Connection::isClosed)).isFalse();
  }

  @Test
  void a_transaction_that_will_be_rolled_back_still_reads() throws Exception {
    transactions.begin();
    transactions.setRollbackOnly();

    assertThat(connectionLimiter.joined(shared, Connection::isClosed)).isFalse();
    transactions.end(Status.STATUS_ROLLEDBACK);
  }

  @Test
  void a_pool_without_a_connection_is_a_failure_that_changed_nothing() {
    JdbcDataSource nowhere = new JdbcDataSource();
    nowhere.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";IFEXISTS=TRUE");

    assertThatThrownBy(
            () ->
                new ConnectionLimiter(nowhere, 1, false, Duration.ZERO).with(Connection::isClosed))
        .isInstanceOf(NoConnectionException.class);
  }

  @Test
  void callers_with_a_connection_of_the_application_take_no_place() throws Exception {
    ConnectionLimiter managed = new ConnectionLimiter(database, 0, true, Duration.ofMillis(50));
    transactions.begin();

    assertThat(managed.joined(shared, Connection::isClosed)).isFalse();
    transactions.end(Status.STATUS_COMMITTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Local transaction already has 1 non-XA Resource: cannot add more resources.",
        "ARJUNA012140: Adding multiple last resources is disallowed."
      })
  void a_transaction_that_has_another_resource_is_told_so(String refusal) {
    PooledDataSource refusing =
        new PooledDataSource(
            () -> {
              throw new SQLException("Error in allocating", new IllegalStateException(refusal));
            });
    ConnectionLimiter limiter = new ConnectionLimiter(refusing, 1, false, Duration.ZERO);

    assertThatThrownBy(() -> limiter.with(Connection::isClosed))
        .isInstanceOfSatisfying(
            TidingsException.class,
            failure -> {
              assertThat(failure.type()).isEqualTo(ErrorType.SECOND_RESOURCE);
              assertThat(failure).hasMessageContaining("tidings.db.data-source");
            });
  }

  private void occupy() {
    try {
      connectionLimiter.with(
          connection -> {
            begun.countDown();
            awaitEnd();
            return connection;
          });
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void awaitEnd() {
    try {
      mayEnd.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
