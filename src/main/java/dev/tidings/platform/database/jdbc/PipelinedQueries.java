package dev.tidings.platform.database.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Two consecutive queries of a transaction, the second of which does not depend on the result of
 * the first. PostgreSQL receives them in one round trip, still as two statements, so the second one
 * sees what was committed while the first one waited for a lock. The embedded database, which is in
 * the same process, executes one after the other.
 */
public final class PipelinedQueries {
  private static final String TAKES_SEVERAL = "PostgreSQL";

  private final String first;
  private final String second;
  private final String both;
  private final int secondParameter;

  /** Sets the parameters of one of them, the first of which has that number. */
  @FunctionalInterface
  public interface Parameters {
    void set(PreparedStatement statement, int first) throws SQLException;
  }

  /** Reads what one of them found. */
  @FunctionalInterface
  public interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** What both of them found. */
  public record Found<A, B>(A first, B second) {}

  /** Question marks in them are parameters, and there are no semicolons. */
  public PipelinedQueries(String first, String second) {
    this.first = first;
    this.second = second;
    both = first + ";\n" + second;
    secondParameter = 1 + countParameters(first);
  }

  /** Asks both. */
  public <A, B> Found<A, B> query(
      Connection connection,
      Parameters ofFirst,
      Rows<A> readFirst,
      Parameters ofSecond,
      Rows<B> readSecond)
      throws SQLException {
    if (!takesSeveral(connection)) {
      return new Found<>(
          query(connection, first, ofFirst, readFirst),
          query(connection, second, ofSecond, readSecond));
    }
    try (PreparedStatement statement = connection.prepareStatement(both)) {
      ofFirst.set(statement, 1);
      ofSecond.set(statement, secondParameter);
      statement.execute();
      A found = read(statement, readFirst);
      statement.getMoreResults();
      return new Found<>(found, read(statement, readSecond));
    }
  }

  private static <T> T query(
      Connection connection, String sql, Parameters parameters, Rows<T> reading)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement, 1);
      statement.execute();
      return read(statement, reading);
    }
  }

  private static <T> T read(PreparedStatement statement, Rows<T> reading) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      return reading.read(rows);
    }
  }

  /** Whether the database of the connection is one that takes several statements on one way. */
  static boolean takesSeveral(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals(TAKES_SEVERAL);
  }

  static int countParameters(String sql) {
    return (int) sql.chars().filter(character -> character == '?').count();
  }
}
