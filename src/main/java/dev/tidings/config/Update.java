package dev.tidings.config;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement without a result: it changes rows whose number nobody needs, or ends a transaction.
 *
 * @param sql with a question mark for each parameter, and without semicolons
 * @param parameters sets them, perhaps later: what it uses must not change meanwhile
 */
public record Update(String sql, StatementPair.Parameters parameters) {

  /**
   * Does them in their order; what fails of them fails the transaction. In a transaction of
   * Tidings' own on PostgreSQL they are written behind: they go to the server together with the
   * commit, or before whatever the work asks for next, and that is what fails then.
   */
  public static void run(Connection connection, Update... updates) throws SQLException {
    if (connection instanceof WriteBehind.Behind own) {
      own.behind().add(updates);
    } else if (updates.length == 1 || StatementPair.takesSeveral(connection)) {
      runTogether(connection, List.of(updates));
    } else {
      for (Update update : updates) {
        runTogether(connection, List.of(update));
      }
    }
  }

  /** Whether {@link #run} leaves everything to the commit. */
  public static boolean isWrittenBehind(Connection connection) {
    return connection instanceof WriteBehind.Behind;
  }

  /** Sends all of them on one way. */
  static void runTogether(Connection connection, List<Update> updates) throws SQLException {
    String sql = updates.stream().map(Update::sql).collect(Collectors.joining(";\n"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int first = 1;
      for (Update update : updates) {
        update.parameters.set(statement, first);
        first += StatementPair.countParameters(update.sql);
      }
      statement.execute();
    }
  }
}
