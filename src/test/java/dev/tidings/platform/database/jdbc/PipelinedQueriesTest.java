package dev.tidings.platform.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Together or one after the other, two queries find the same. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PipelinedQueriesTest {
  private static final PipelinedQueries LOCK_AND_READ =
      new PipelinedQueries(
          "SELECT size FROM pair WHERE id = ? FOR UPDATE",
          "SELECT size FROM pair WHERE id > ? AND id <= ? ORDER BY id");

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

  private static PipelinedQueries.Found<List<Long>, List<Long>> lockAndRead(
      Connection connection, long locked, long after, long last) throws SQLException {
    return LOCK_AND_READ.query(
        connection,
        parameters -> parameters.add(locked),
        PipelinedQueriesTest::sizes,
        parameters -> parameters.add(after).add(last),
        PipelinedQueriesTest::sizes);
  }

  private static List<Long> sizes(ResultSet rows) throws SQLException {
    List<Long> sizes = new ArrayList<>();
    while (rows.next()) {
      sizes.add(rows.getLong(1));
    }
    return sizes;
  }

  @Test
  void each_is_asked_with_its_own_parameters_and_answered_with_its_own_rows() throws SQLException {
    for (int i = 0; i < OFTEN; i++) {
      PipelinedQueries.Found<List<Long>, List<Long>> found = lockAndRead(connection, 2, 1, 3);

      assertThat(found.first()).containsExactly(20L);
      assertThat(found.second()).containsExactly(20L, 30L);
    }
  }

  @Test
  void the_second_is_asked_though_the_first_finds_nothing() throws SQLException {
    PipelinedQueries.Found<List<Long>, List<Long>> found = lockAndRead(connection, 4, 0, 1);

    assertThat(found.first()).isEmpty();
    assertThat(found.second()).containsExactly(10L);
  }

  @Test
  void the_second_sees_what_was_committed_while_the_first_one_waited() throws Exception {
    try (Session holder = new Session(database);
        Session waiting = new Session(database)) {
      holder.does(open -> lockAndRead(open, 1, 0, 0));
      CompletableFuture<PipelinedQueries.Found<List<Long>, List<Long>>> found =
          waiting.begins(open -> lockAndRead(open, 1, 3, 9));
      assertThat(found).isNotDone();
      holder.does(
          open -> {
            try (Statement statement = open.createStatement()) {
              statement.execute("UPDATE pair SET size = 40 WHERE id = 1");
              statement.execute("INSERT INTO pair (id, size) VALUES (4, 40)");
            }
            return open;
          });

      holder.commits();

      assertThat(found.join().first()).containsExactly(40L);
      assertThat(found.join().second()).containsExactly(40L);
      waiting.commits();
    }
  }
}
