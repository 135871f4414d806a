package dev.tidings.config;

import static dev.tidings.config.BrokenPostgres.execute;
import static dev.tidings.config.BrokenPostgres.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose commits wait for the disk when a pool gives the same connection to everybody. */
class CommitModeTest {
  private BrokenPostgres postgres;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    postgres = new BrokenPostgres();
    connection = postgres.engine().connectForPool();
    execute(
        connection, "CREATE TEMPORARY TABLE once (id INT UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    connection.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    postgres.close();
  }

  @Test
  void a_commit_waits_for_the_disk_whoever_had_the_connection_before() throws Exception {
    store(1);
    CommitMode.commitRelaxed(connection);
    assertThatCommitsWait("off");

    postgres.insert(connection, 1);
    String end = postgres.endOfLog();
    connection.commit();

    assertThat(postgres.isOnDisk(end)).isTrue();
    assertThatCommitsWait("on");
  }

  @Test
  void turning_autocommit_on_in_a_transaction_waits_as_well() throws Exception {
    store(1);
    CommitMode.commitRelaxed(connection);

    postgres.insert(connection, 1);
    String end = postgres.endOfLog();
    connection.setAutoCommit(true);

    assertThat(postgres.isOnDisk(end)).isTrue();
  }

  @Test
  void between_two_commits_of_the_same_kind_nothing_is_set() throws Exception {
    store(1);
    CommitMode.commitRelaxed(connection);
    execute(connection, "SET synchronous_commit TO local");
    CommitMode.commitRelaxed(connection);

    assertThatCommitsWait("local");
  }

  @Test
  void what_was_set_in_a_transaction_that_failed_is_set_again() throws Exception {
    store(1);
    CommitMode.commitRelaxed(connection);
    storeTwice(2);
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    assertThatCommitsWait("off");

    store(3);
    connection.commit();
    assertThatCommitsWait("on");

    storeTwice(4);
    assertThatThrownBy(() -> CommitMode.commitRelaxed(connection)).isInstanceOf(SQLException.class);
    assertThatCommitsWait("on");

    store(5);
    CommitMode.commitRelaxed(connection);
    assertThatCommitsWait("off");
  }

  @Test
  void a_replacement_of_the_connection_begins_anew() throws Exception {
    store(1);
    CommitMode.commitRelaxed(connection);
    postgres.endAllOthers();
    assertThatThrownBy(() -> store(2)).isInstanceOf(SQLException.class);
    connection.rollback();

    postgres.insert(connection, 1);
    assertThatCommitsWait("on");

    postgres.insert(connection, 2);
    CommitMode.commitRelaxed(connection);
    assertThatCommitsWait("off");
  }

  private void store(int id) throws SQLException {
    execute(connection, "INSERT INTO once VALUES (%d)".formatted(id));
  }

  /** Which is found out at the commit. */
  private void storeTwice(int id) throws SQLException {
    store(id);
    store(id);
  }

  private void assertThatCommitsWait(String value) throws SQLException {
    assertThat(text(connection, "SHOW synchronous_commit")).isEqualTo(value);
    connection.rollback();
  }
}
