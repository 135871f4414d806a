package dev.tidings.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.settings.Setting;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Work on the database, in transactions of the container and of its own. */
abstract class DatabaseTests extends RecoveryTests {
  @Inject @DatabaseTime Clock time;
  @EJB AppendingBean appending;

  private final String parcel = UUID.randomUUID().toString();

  @Test
  void the_settings_choose_the_database() {
    String version =
        database.read(
            connection ->
                connection.getMetaData().getDatabaseProductName()
                    + " "
                    + connection.getMetaData().getDatabaseProductVersion());

    boolean isEmbedded = settings.optional(Setting.DB_URL).isEmpty();
    assertThat(version).startsWith(isEmbedded ? "H2 2.4.240" : "PostgreSQL 18");
  }

  @Test
  void the_schema_is_there() {
    assertThat(
            count(
                "SELECT count(*) FROM tidings.housekeeping WHERE id = 1 OR CAST(id AS VARCHAR(1)) = ?",
                parcel))
        .isEqualTo(1);
  }

  @Test
  void work_without_a_transaction_is_committed_when_it_returns() {
    AppendingBean.insert(database, Durability.GUARANTEED, parcel);

    assertThat(parcels()).isEqualTo(1);
  }

  @Test
  void work_that_fails_leaves_nothing() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    Durability.BUFFERED,
                    connection -> {
                      AppendingBean.execute(connection, parcel);
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(parcels()).isZero();
  }

  @Test
  void a_statement_that_the_database_refuses_is_an_internal_error() {
    AppendingBean.insert(database, Durability.BUFFERED, parcel);

    assertThatThrownBy(() -> AppendingBean.insert(database, Durability.BUFFERED, parcel))
        .isInstanceOf(TidingsException.class)
        .hasCauseInstanceOf(SQLException.class)
        .extracting(failure -> ((TidingsException) failure).type())
        .isEqualTo(ErrorType.INTERNAL_ERROR);
  }

  @Test
  void work_in_a_transaction_that_rolls_back_is_gone() throws Exception {
    transaction.begin();
    AppendingBean.insert(database, Durability.GUARANTEED, parcel);
    assertThat(parcels()).isEqualTo(1);
    transaction.rollback();

    assertThat(parcels()).isZero();
  }

  @Test
  void work_of_both_durabilities_in_one_transaction_is_there_after_its_commit() throws Exception {
    String other = UUID.randomUUID().toString();

    transaction.begin();
    AppendingBean.insert(database, Durability.BUFFERED, parcel);
    AppendingBean.insert(database, Durability.GUARANTEED, other);
    transaction.commit();

    assertThat(parcels()).isEqualTo(1);
    assertThat(parcels(other)).isEqualTo(1);
  }

  @Test
  void work_that_fails_marks_its_transaction_for_rollback() throws Exception {
    transaction.begin();
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    Durability.GUARANTEED,
                    connection -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
  }

  @Test
  void work_just_before_the_commit_is_committed_with_the_rest() throws Exception {
    transaction.begin();
    registry.registerInterposedSynchronization(beforeCompletion(() -> appending.append(parcel)));
    transaction.commit();

    assertThat(parcels()).isEqualTo(1);
  }

  @Test
  void work_just_before_a_commit_that_fails_is_gone() throws Exception {
    transaction.begin();
    registry.registerInterposedSynchronization(
        beforeCompletion(
            () -> {
              appending.append(parcel);
              registry.setRollbackOnly();
            }));
    assertThatThrownBy(transaction::commit).isInstanceOf(Exception.class);

    assertThat(parcels()).isZero();
  }

  @Test
  void the_clock_is_the_databases_and_moves_on_request() {
    Instant there =
        database.read(
            connection -> {
              try (PreparedStatement query =
                      connection.prepareStatement("SELECT CURRENT_TIMESTAMP");
                  ResultSet row = query.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant();
              }
            });

    assertThat(time.instant()).isCloseTo(there, within(5, ChronoUnit.SECONDS));
    clock.advance(Duration.ofDays(1));
    assertThat(time.instant()).isAfter(there.plus(Duration.ofHours(23)));
    clock.steer();
    assertThat(time.instant()).isAfter(there.plus(Duration.ofHours(23)));
    clock.reset();
    assertThat(time.instant()).isBefore(there.plus(Duration.ofHours(1)));
  }

  @Test
  void the_clock_knows_microseconds_and_nothing_finer() {
    Instant now = time.instant();

    assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
  }

  private long parcels() {
    return parcels(parcel);
  }

  private long parcels(String wanted) {
    return count("SELECT count(*) FROM parcel WHERE name = ?", wanted);
  }

  private long count(String sql, String parameter) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  private static Synchronization beforeCompletion(Runnable action) {
    return new Synchronization() {
      @Override
      public void beforeCompletion() {
        action.run();
      }

      @Override
      public void afterCompletion(int status) {}
    };
  }
}
