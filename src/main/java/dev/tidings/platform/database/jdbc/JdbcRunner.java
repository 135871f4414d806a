package dev.tidings.platform.database.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs statements on the connection of a transaction, and closes what they open. Errors of the
 * database pass through unchanged: {@link SqlErrors} says what they mean. The drivers and the pools
 * keep prepared statements, so one text is prepared once for each connection. Statements name
 * tables as {@link TableSchema} says.
 */
public final class JdbcRunner {
  /** Of results whose size is not bounded otherwise: H2 writes larger ones to a file. */
  public static final int MOST_ROWS = 10_000;

  /** For a statement without parameters. */
  public static final Binder NO_PARAMETERS = parameters -> {};

  private JdbcRunner() {}

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  public interface Binder {
    void bind(Parameters parameters) throws SQLException;
  }

  /** Sets the parameters for one element of a batch. */
  @FunctionalInterface
  public interface ElementBinder<E> {
    void bind(Parameters parameters, E element) throws SQLException;
  }

  /** Reads the current row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Reads all rows, from before the first one. */
  @FunctionalInterface
  public interface RowsReader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** Does something with the current row. */
  @FunctionalInterface
  public interface RowAction {
    void accept(ResultSet row) throws SQLException;
  }

  /** All rows, in their order. */
  public static <T> List<T> query(
      Connection connection, String sql, Binder binder, RowReader<T> reader) throws SQLException {
    return extract(connection, sql, binder, rows -> list(rows, reader));
  }

  /** All rows of a result, in their order. */
  public static <T> List<T> list(ResultSet rows, RowReader<T> reader) throws SQLException {
    List<T> list = new ArrayList<>();
    while (rows.next()) {
      list.add(reader.read(rows));
    }
    return list;
  }

  /**
   * The only row, if there is one.
   *
   * @throws IllegalStateException when there are more: the query is wrong
   */
  public static <T> Optional<T> queryForOne(
      Connection connection, String sql, Binder binder, RowReader<T> reader) throws SQLException {
    return extract(connection, sql, binder, rows -> onlyRow(rows, reader));
  }

  private static <T> Optional<T> onlyRow(ResultSet rows, RowReader<T> reader) throws SQLException {
    if (!rows.next()) {
      return Optional.empty();
    }
    Optional<T> found = Optional.of(reader.read(rows));
    if (rows.next()) {
      throw new IllegalStateException("A query for one row has found several");
    }
    return found;
  }

  /** Whether there is any row. */
  public static boolean exists(Connection connection, String sql, Binder binder)
      throws SQLException {
    return extract(connection, sql, binder, ResultSet::next);
  }

  /** Does something with each row, in their order. */
  public static void forEach(Connection connection, String sql, Binder binder, RowAction action)
      throws SQLException {
    RowsReader<Boolean> all =
        rows -> {
          while (rows.next()) {
            action.accept(rows);
          }
          return true;
        };
    extract(connection, sql, binder, all);
  }

  /** What a reader makes of all rows. */
  public static <T> T extract(
      Connection connection, String sql, Binder binder, RowsReader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TableSchema.of(sql))) {
      binder.bind(new Parameters(statement));
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      }
    }
  }

  /**
   * Changes rows.
   *
   * @return how many
   */
  public static int update(Connection connection, String sql, Binder binder) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TableSchema.of(sql))) {
      binder.bind(new Parameters(statement));
      return statement.executeUpdate();
    }
  }

  /**
   * Inserts one row.
   *
   * @param key the column whose value the database makes
   * @return that value
   */
  public static long insert(Connection connection, String sql, String key, Binder binder)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(TableSchema.of(sql), new String[] {key})) {
      binder.bind(new Parameters(statement));
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /** Changes rows for each of the elements, in their order. Without elements it does nothing. */
  public static <E> void batch(
      Connection connection, String sql, Iterable<E> elements, ElementBinder<E> binder)
      throws SQLException {
    if (!elements.iterator().hasNext()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(TableSchema.of(sql))) {
      Parameters parameters = new Parameters(statement);
      for (E element : elements) {
        parameters.restart();
        binder.bind(parameters, element);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
