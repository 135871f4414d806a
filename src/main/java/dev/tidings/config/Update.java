package dev.tidings.config;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement that changes rows, of which nobody needs to hear how many.
 *
 * @param sql with a question mark for each parameter, and without semicolons
 * @param parameters sets them, perhaps later: what it says must not change meanwhile
 */
public record Update(String sql, StatementPair.Parameters parameters) {

  /**
   * Does them in their order; what fails of them fails the transaction. In a transaction of
   * Tidings' own on PostgreSQL they are written behind: they go to the server together with the
   * commit, or before whatever the work asks for next, and that is what fails then.
   */
  public static void run(Connection connection, Update... updates) throws SQLException {
    if (isWrittenBehind(connection)) {
      ((WriteBehind.Behind) connection).add(updates);
    } else if (StatementPair.takesSeveral(connection)) {
      runTogether(connection, List.of(updates), "");
    } else {
      for (Update update : updates) {
        runTogether(connection, List.of(update), "");
      }
    }
  }

  /** Whether {@link #run} leaves everything to the commit. */
  public static boolean isWrittenBehind(Connection connection) {
    return connection instanceof WriteBehind.Behind;
  }

  /**
   * Sends all of them on one way.
   *
   * @param last statements without parameters that follow; empty for none
   */
  static void runTogether(Connection connection, List<Update> updates, String last)
      throws SQLException {
    StringBuilder sql = new StringBuilder();
    for (Update update : updates) {
      sql.append(sql.isEmpty() ? "" : ";\n").append(update.sql);
    }
    if (!last.isEmpty()) {
      sql.append(sql.isEmpty() ? "" : ";\n").append(last);
    }
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      int first = 1;
      for (Update update : updates) {
        update.parameters.set(statement, first);
        first += StatementPair.countParameters(update.sql);
      }
      statement.execute();
    }
  }
}
