package dev.tidings.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.Session;
import dev.tidings.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Together or one after the other, two statements do and find the same. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class StatementPairTest {
  private static final StatementPair LOCK_AND_READ =
      new StatementPair(
          "SELECT size FROM pair WHERE id = ? FOR UPDATE",
          "SELECT size FROM pair WHERE id > ? AND id <= ? ORDER BY id");

  private static final StatementPair CHANGE_AND_ADD =
      new StatementPair(
          "UPDATE pair SET size = ? WHERE id = ?", "INSERT INTO pair (id, size) VALUES (?, ?)");

  /** The driver goes about a statement in another way when it has often been executed. */
  private static final int OFTEN = 8;

  @Parameter TestDatabase database;

  private Connection connection;

  @BeforeEach
  void fill() throws SQLException {
    connection = database.connect();
    execute("CREATE TABLE pair (id BIGINT PRIMARY KEY, size BIGINT NOT NULL)");
    execute("INSERT INTO pair (id, size) VALUES (1, 10), (2, 20), (3, 30)");
    connection.commit();
  }

  @AfterEach
  void drop() throws SQLException {
    connection.rollback();
    execute("DROP TABLE pair");
    connection.commit();
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static StatementPair.Found<List<Long>, List<Long>> lockAndRead(
      Connection connection, long locked, long after, long last) throws SQLException {
    return LOCK_AND_READ.query(
        connection,
        (statement, first) -> statement.setLong(first, locked),
        StatementPairTest::sizes,
        (statement, first) -> {
          statement.setLong(first, after);
          statement.setLong(first + 1, last);
        },
        StatementPairTest::sizes);
  }

  private static List<Long> sizes(ResultSet rows) throws SQLException {
    List<Long> sizes = new ArrayList<>();
    while (rows.next()) {
      sizes.add(rows.getLong(1));
    }
    return sizes;
  }

  private static void changeAndAdd(Connection connection, long changed, long added, long size)
      throws SQLException {
    CHANGE_AND_ADD.update(
        connection,
        (statement, first) -> {
          statement.setLong(first, size);
          statement.setLong(first + 1, changed);
        },
        (statement, first) -> {
          statement.setLong(first, added);
          statement.setLong(first + 1, size);
        });
  }

  @Test
  void each_is_asked_with_its_own_parameters_and_answered_with_its_own_rows() throws SQLException {
    for (int i = 0; i < OFTEN; i++) {
      StatementPair.Found<List<Long>, List<Long>> found = lockAndRead(connection, 2, 1, 3);

      assertThat(found.first()).containsExactly(20L);
      assertThat(found.second()).containsExactly(20L, 30L);
    }
  }

  @Test
  void the_second_is_asked_though_the_first_finds_nothing() throws SQLException {
    StatementPair.Found<List<Long>, List<Long>> found = lockAndRead(connection, 4, 0, 1);

    assertThat(found.first()).isEmpty();
    assertThat(found.second()).containsExactly(10L);
  }

  @Test
  void the_second_sees_what_was_committed_while_the_first_one_waited() throws Exception {
    try (Session holder = new Session(database);
        Session waiting = new Session(database)) {
      holder.does(open -> lockAndRead(open, 1, 0, 0));
      CompletableFuture<StatementPair.Found<List<Long>, List<Long>>> found =
          waiting.begins(open -> lockAndRead(open, 1, 3, 9));
      assertThat(found).isNotDone();
      holder.does(
          open -> {
            changeAndAdd(open, 1, 4, 40);
            return open;
          });

      holder.commits();

      assertThat(found.join().first()).containsExactly(40L);
      assertThat(found.join().second()).containsExactly(40L);
      waiting.commits();
    }
  }

  @Test
  void both_are_done() throws SQLException {
    for (int i = 0; i < OFTEN; i++) {
      changeAndAdd(connection, 1, 10 + i, 100 + i);

      assertThat(lockAndRead(connection, 1, 9, 10 + i).first()).containsExactly(100L + i);
      assertThat(lockAndRead(connection, 1, 9, 10 + i).second()).hasSize(i + 1);
    }
  }

  @Test
  void what_fails_of_them_fails_both() throws SQLException {
    assertThatThrownBy(() -> changeAndAdd(connection, 1, 2, 50)).isInstanceOf(SQLException.class);
    connection.rollback();

    assertThat(lockAndRead(connection, 1, 1, 9).first()).containsExactly(10L);
    assertThat(lockAndRead(connection, 1, 1, 9).second()).containsExactly(20L, 30L);
  }
}
