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

  /** What both of them found. */
  public record Found<A, B>(A first, B second) {}

  /** Both without semicolons. */
  public PipelinedQueries(String first, String second) {
    this.first = first;
    this.second = second;
    both = first + ";\n" + second;
  }

  /** Asks both. */
  public <A, B> Found<A, B> query(
      Connection connection,
      JdbcRunner.Binder ofFirst,
      JdbcRunner.RowsReader<A> readFirst,
      JdbcRunner.Binder ofSecond,
      JdbcRunner.RowsReader<B> readSecond)
      throws SQLException {
    if (!takesSeveral(connection)) {
      return new Found<>(
          JdbcRunner.extract(connection, first, ofFirst, readFirst),
          JdbcRunner.extract(connection, second, ofSecond, readSecond));
    }
    try (PreparedStatement statement = connection.prepareStatement(TableSchema.of(both))) {
      Parameters parameters = new Parameters(statement);
      ofFirst.bind(parameters);
      ofSecond.bind(parameters);
      statement.execute();
      A found = read(statement, readFirst);
      statement.getMoreResults();
      return new Found<>(found, read(statement, readSecond));
    }
  }

  private static <T> T read(PreparedStatement statement, JdbcRunner.RowsReader<T> reader)
      throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      return reader.read(rows);
    }
  }

  /** Whether the database of the connection is one that takes several statements on one way. */
  static boolean takesSeveral(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals(TAKES_SEVERAL);
  }
}
