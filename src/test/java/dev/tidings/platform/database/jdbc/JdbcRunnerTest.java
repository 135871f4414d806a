package dev.tidings.platform.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.TestDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcRunnerTest {
  private static final String SIZES_FROM = "SELECT size FROM sizes WHERE id >= ? ORDER BY id";
  private static final String INSERT = "INSERT INTO sizes (id, size) VALUES (?, ?)";
  private static final String UNIQUE_VIOLATION = "23505";

  /** Statements and results that were opened and are not closed. */
  private final List<AutoCloseable> open = new ArrayList<>();

  private final List<String> prepared = new ArrayList<>();

  private Connection database;
  private Connection connection;

  private record Row(long id, long size) {}

  @BeforeEach
  void fill() throws SQLException {
    database = TestDatabase.H2.connect();
    connection = counting(Connection.class, database);
    JdbcRunner.update(
        connection,
        "CREATE TABLE sizes (id BIGINT PRIMARY KEY, size BIGINT NOT NULL)",
        JdbcRunner.NO_PARAMETERS);
    JdbcRunner.batch(
        connection,
        INSERT,
        List.of(new Row(1, 10), new Row(2, 20), new Row(3, 30)),
        (parameters, row) -> parameters.add(row.id).add(row.size));
    database.commit();
    prepared.clear();
  }

  @AfterEach
  void drop() throws Exception {
    assertThat(open).isEmpty();
    database.rollback();
    JdbcRunner.update(connection, "DROP TABLE sizes", JdbcRunner.NO_PARAMETERS);
    database.commit();
    database.close();
  }

  /** Passes everything on and notes what is opened through it. */
  private <T> T counting(Class<T> type, T target) {
    InvocationHandler handler = (proxy, method, arguments) -> pass(target, method, arguments);
    return type.cast(
        Proxy.newProxyInstance(
            JdbcRunnerTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object pass(Object target, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("close")) {
      open.removeIf(resource -> resource == target);
    }
    Object answer;
    try {
      answer = method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
    if (method.getName().equals("prepareStatement")) {
      prepared.add((String) arguments[0]);
      open.add((AutoCloseable) answer);
      return counting(PreparedStatement.class, (PreparedStatement) answer);
    }
    if (method.getName().equals("executeQuery")) {
      open.add((AutoCloseable) answer);
      return counting(ResultSet.class, (ResultSet) answer);
    }
    return answer;
  }

  private List<Long> sizes() throws SQLException {
    return JdbcRunner.query(
        connection, SIZES_FROM, parameters -> parameters.add(0), row -> row.getLong(1));
  }

  @Test
  void a_query_reads_all_rows_in_their_order() throws SQLException {
    assertThat(
            JdbcRunner.query(
                connection, SIZES_FROM, parameters -> parameters.add(2), row -> row.getLong(1)))
        .containsExactly(20L, 30L);
  }

  @Test
  void a_query_for_one_finds_none_one_or_fails_with_several() throws SQLException {
    assertThat(one(4)).isEmpty();
    assertThat(one(3)).contains(30L);
    assertThatThrownBy(() -> one(2)).isInstanceOf(IllegalStateException.class);
  }

  private Optional<Long> one(long from) throws SQLException {
    return JdbcRunner.queryForOne(
        connection, SIZES_FROM, parameters -> parameters.add(from), row -> row.getLong(1));
  }

  @Test
  void rows_exist_or_not() throws SQLException {
    assertThat(JdbcRunner.exists(connection, SIZES_FROM, parameters -> parameters.add(2))).isTrue();
    assertThat(JdbcRunner.exists(connection, SIZES_FROM, parameters -> parameters.add(4)))
        .isFalse();
  }

  @Test
  void each_row_is_handled_in_their_order() throws SQLException {
    List<Long> seen = new ArrayList<>();

    JdbcRunner.forEach(
        connection, SIZES_FROM, parameters -> parameters.add(2), row -> seen.add(row.getLong(1)));

    assertThat(seen).containsExactly(20L, 30L);
  }

  @Test
  void an_update_says_how_many_rows_it_has_changed() throws SQLException {
    String sql = "UPDATE sizes SET size = ? WHERE id >= ?";

    assertThat(JdbcRunner.update(connection, sql, parameters -> parameters.add(7L).add(2)))
        .isEqualTo(2);
    assertThat(JdbcRunner.update(connection, sql, parameters -> parameters.add(8L).add(4)))
        .isZero();
    assertThat(sizes()).containsExactly(10L, 7L, 7L);
  }

  @Test
  void a_batch_changes_rows_for_each_element_by_one_statement() throws SQLException {
    JdbcRunner.batch(
        connection,
        INSERT,
        List.of(new Row(4, 40), new Row(5, 50)),
        (parameters, row) -> parameters.add(row.id).add(row.size));

    assertThat(prepared).containsExactly(INSERT);
    assertThat(sizes()).containsExactly(10L, 20L, 30L, 40L, 50L);
  }

  @Test
  void a_batch_without_elements_prepares_nothing() throws SQLException {
    JdbcRunner.batch(
        connection, INSERT, List.<Row>of(), (parameters, row) -> parameters.add(row.id));

    assertThat(prepared).isEmpty();
  }

  @Test
  void parameters_follow_one_another_whatever_their_types() throws SQLException {
    Instant moment = Instant.parse("2026-01-02T03:04:05.678901Z");
    List<Object> read =
        JdbcRunner.queryForOne(
                connection,
                """
                SELECT CAST(? AS INTEGER), CAST(? AS BIGINT), CAST(? AS VARCHAR(9)),
                  CAST(? AS VARBINARY), CAST(? AS TIMESTAMP WITH TIME ZONE),
                  CAST(? AS BIGINT ARRAY), CAST(? AS VARCHAR(9)),
                  CAST(? AS TIMESTAMP WITH TIME ZONE), CAST(? AS BOOLEAN)""",
                parameters ->
                    parameters
                        .add(1)
                        .add(Long.MAX_VALUE)
                        .add("text")
                        .add(new byte[] {4})
                        .add(moment)
                        .addArray("bigint", new Long[] {6L})
                        .add((String) null)
                        .add((Instant) null)
                        .add(true),
                JdbcRunnerTest::columns)
            .orElseThrow();

    assertThat(read)
        .containsExactly(1, Long.MAX_VALUE, "text", (byte) 4, moment, 6L, "null", "null", true);
  }

  private static List<Object> columns(ResultSet row) throws SQLException {
    return List.of(
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        row.getBytes(4)[0],
        row.getTimestamp(5).toInstant(),
        ((Object[]) row.getArray(6).getArray())[0],
        String.valueOf(row.getString(7)),
        String.valueOf(row.getTimestamp(8)),
        row.getBoolean(9));
  }

  @Test
  void errors_of_the_database_pass_through_and_leave_nothing_open() throws SQLException {
    assertThatThrownBy(
            () -> JdbcRunner.update(connection, INSERT, parameters -> parameters.add(1L).add(1L)))
        .isInstanceOfSatisfying(
            SQLException.class,
            failure -> assertThat(failure.getSQLState()).isEqualTo(UNIQUE_VIOLATION));
    assertThatThrownBy(
            () ->
                JdbcRunner.batch(
                    connection,
                    INSERT,
                    List.of(4L, 1L),
                    (parameters, id) -> parameters.add(id).add(1L)))
        .isInstanceOfSatisfying(
            SQLException.class,
            failure -> assertThat(failure.getSQLState()).isEqualTo(UNIQUE_VIOLATION));

    assertThat(prepared).hasSize(2);
    assertThat(open).isEmpty();
  }

  @Test
  void failures_of_binders_and_readers_pass_through_and_leave_nothing_open() {
    RuntimeException failure = new NoSuchElementException();
    JdbcRunner.Binder failing =
        parameters -> {
          throw failure;
        };

    assertThatThrownBy(() -> JdbcRunner.update(connection, INSERT, failing)).isSameAs(failure);
    assertThatThrownBy(() -> JdbcRunner.exists(connection, SIZES_FROM, failing)).isSameAs(failure);
    assertThatThrownBy(
            () ->
                JdbcRunner.query(
                    connection,
                    SIZES_FROM,
                    parameters -> parameters.add(0),
                    row -> {
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(prepared).hasSize(3);
    assertThat(open).isEmpty();
  }
}
