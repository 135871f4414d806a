package dev.tidings.platform.database;

import static dev.tidings.platform.database.BrokenPostgres.count;
import static dev.tidings.platform.database.BrokenPostgres.execute;
import static dev.tidings.platform.database.BrokenPostgres.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits of Tidings' own on PostgreSQL, and those of others on the same connection. */
class RelaxedCommitTest {
  private BrokenPostgres postgres;
  private Connection connection;
  private Connection own;

  @BeforeEach
  void connect() throws SQLException {
    postgres = new BrokenPostgres();
    connection = postgres.engine().connectForPool();
    own = postgres.engine().begin(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    postgres.close();
  }

  /** Nobody can see whether a commit has waited, but a log that is not flushed shows that not. */
  @Test
  void own_commits_are_there_before_they_are_on_disk() throws Exception {
    boolean isAnyAhead = false;
    for (int id = 1; id <= 100 && !isAnyAhead; id++) {
      postgres.insert(connection, id);
      postgres.engine().commit(own);
      isAnyAhead = !postgres.isOnDisk(postgres.endOfLog());
      assertThat(postgres.stored()).isEqualTo(id);
    }

    assertThat(isAnyAhead).isTrue();
  }

  @Test
  void the_next_commit_on_the_same_connection_waits_for_the_disk() throws Exception {
    postgres.insert(connection, 1);
    postgres.engine().commit(own);
    assertThat(text(connection, "SHOW synchronous_commit")).isEqualTo("on");

    postgres.insert(connection, 2);
    String end = postgres.endOfLog();
    connection.commit();

    assertThat(postgres.isOnDisk(end)).isTrue();
  }

  @Test
  void the_driver_knows_that_the_transaction_is_over() throws Exception {
    postgres.insert(connection, 1);
    postgres.engine().commit(own);
    connection.rollback();
    assertThat(postgres.stored()).isEqualTo(1);

    connection.setAutoCommit(true);
    postgres.insert(connection, 2);
    assertThat(postgres.stored()).isEqualTo(2);
  }

  @Test
  void what_has_failed_is_not_committed() throws Exception {
    postgres.insert(connection, 1);
    assertThatThrownBy(() -> execute(connection, "SELECT nonsense"))
        .isInstanceOf(SQLException.class);

    assertThatThrownBy(() -> postgres.engine().commit(own)).isInstanceOf(SQLException.class);

    connection.rollback();
    assertThat(postgres.stored()).isZero();
    assertThat(count(connection, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void what_the_commit_itself_refuses_is_not_committed() throws Exception {
    execute(
        connection, "CREATE TEMPORARY TABLE once (id INT UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    execute(connection, "INSERT INTO once VALUES (1), (1)");
    postgres.insert(connection, 1);

    assertThatThrownBy(() -> postgres.engine().commit(own))
        .isInstanceOfSatisfying(
            SQLException.class, failure -> assertThat(failure.getSQLState()).isEqualTo("23505"));

    connection.rollback();
    assertThat(postgres.stored()).isZero();
  }

  @Test
  void a_commit_that_was_never_sent_says_so() throws Exception {
    postgres.insert(connection, 1);
    postgres.proxy.cutAll();
    assertThatThrownBy(() -> count(connection, "SELECT 1")).isInstanceOf(SQLException.class);

    assertThatThrownBy(() -> postgres.engine().commit(own))
        .isInstanceOfSatisfying(
            SQLException.class, failure -> assertThat(failure.getSQLState()).isEqualTo("08003"));
  }
}
