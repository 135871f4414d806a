package dev.tidings.platform.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At once, together or behind, updates do the same. */
@ParameterizedClass
@EnumSource(DeferredUpdateTest.Way.class)
class DeferredUpdateTest {
  /** The driver goes about a statement in another way when it has often been executed. */
  private static final int OFTEN = 8;

  enum Way {
    EMBEDDED(TestDatabase.H2, false),
    IN_A_CALLERS_TRANSACTION(TestDatabase.POSTGRESQL, false),
    WRITTEN_BEHIND(TestDatabase.POSTGRESQL, true);

    private final TestDatabase database;
    private final boolean isBehind;

    Way(TestDatabase database, boolean isBehind) {
      this.database = database;
      this.isBehind = isBehind;
    }
  }

  @Parameter Way way;

  private Connection server;
  private Connection connection;

  @BeforeEach
  void fill() throws SQLException {
    server = way.database.connect();
    connection = way.isBehind ? DeferringConnection.of(server) : server;
    execute("CREATE TABLE sizes (id BIGINT PRIMARY KEY, size BIGINT NOT NULL)");
    execute("INSERT INTO sizes (id, size) VALUES (1, 10), (2, 20)");
    connection.commit();
  }

  @AfterEach
  void drop() throws SQLException {
    connection.rollback();
    execute("DROP TABLE sizes");
    connection.commit();
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static DeferredUpdate change(long id, long size) {
    return update("UPDATE sizes SET size = ? WHERE id = ?", size, id);
  }

  private static DeferredUpdate add(long id, long size) {
    return update("INSERT INTO sizes (id, size) VALUES (?, ?)", id, size);
  }

  private static DeferredUpdate update(String sql, long one, long other) {
    return new DeferredUpdate(sql, parameters -> parameters.add(one).add(other));
  }

  private static List<Long> sizes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT size FROM sizes ORDER BY id")) {
      List<Long> sizes = new ArrayList<>();
      while (rows.next()) {
        sizes.add(rows.getLong(1));
      }
      return sizes;
    }
  }

  /** What has become of them once the transaction is over. */
  private List<Long> committed() throws SQLException {
    connection.commit();
    try (Connection other = way.database.connect()) {
      return sizes(other);
    }
  }

  @Test
  void they_are_done_in_their_order() throws SQLException {
    DeferredUpdate.run(connection, add(3, 30), change(3, 31), change(1, 11));

    assertThat(committed()).containsExactly(11L, 20L, 31L);
  }

  @Test
  void they_are_done_as_well_when_it_has_often_been_done() throws SQLException {
    for (int i = 1; i <= OFTEN; i++) {
      DeferredUpdate.run(connection, change(1, 100 + i), add(10 + i, i));

      assertThat(committed()).hasSize(2 + i).startsWith(100L + i).endsWith((long) i);
    }
  }

  @Test
  void whatever_is_asked_next_sees_them() throws SQLException {
    DeferredUpdate.run(connection, change(1, 11));
    assertThat(sizes(connection)).containsExactly(11L, 20L);

    DeferredUpdate.run(connection, change(1, 12));
    assertThat(sizes(connection)).containsExactly(12L, 20L);
  }

  @Test
  void they_are_rolled_back() throws SQLException {
    DeferredUpdate.run(connection, change(1, 11));

    connection.rollback();

    assertThat(committed()).containsExactly(10L, 20L);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 30})
  void many_are_done(int number) throws SQLException {
    for (int i = 0; i < number; i++) {
      DeferredUpdate.run(connection, add(3 + i, 3 + i));
    }

    assertThat(committed().subList(2, 2 + number))
        .isEqualTo(LongStream.range(3, 3 + number).boxed().toList());
  }

  @Test
  void what_fails_of_them_fails_the_transaction() throws SQLException {
    assertThatThrownBy(
            () -> {
              DeferredUpdate.run(connection, change(1, 11), add(2, 21));
              connection.commit();
            })
        .isInstanceOfSatisfying(
            SQLException.class, failure -> assertThat(failure.getSQLState()).isEqualTo("23505"));

    connection.rollback();
    assertThat(committed()).containsExactly(10L, 20L);
  }
}
