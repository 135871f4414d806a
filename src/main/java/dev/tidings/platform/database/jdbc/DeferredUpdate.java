package dev.tidings.platform.database.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement without a result: it changes rows whose number nobody needs, or ends a transaction.
 *
 * @param sql without semicolons
 * @param binder sets its parameters, perhaps later: what it uses must not change meanwhile
 */
public record DeferredUpdate(String sql, JdbcRunner.Binder binder) {

  /**
   * Does them in their order; what fails of them fails the transaction. In a transaction of
   * Tidings' own on PostgreSQL they are written behind: they go to the server together with the
   * commit, or before whatever the work asks for next, and that is what fails then.
   */
  public static void run(Connection connection, DeferredUpdate... updates) throws SQLException {
    if (connection instanceof DeferringConnection.Deferring own) {
      own.behind().add(updates);
    } else if (updates.length == 1 || PipelinedQueries.takesSeveral(connection)) {
      runTogether(connection, List.of(updates));
    } else {
      for (DeferredUpdate deferredUpdate : updates) {
        runTogether(connection, List.of(deferredUpdate));
      }
    }
  }

  /** Whether {@link #run} leaves everything to the commit. */
  public static boolean isWrittenBehind(Connection connection) {
    return connection instanceof DeferringConnection.Deferring;
  }

  /** Sends all of them on one way. */
  static void runTogether(Connection connection, List<DeferredUpdate> updates) throws SQLException {
    String sql =
        updates.stream()
            .map(DeferredUpdate::sql)
            .map(TableSchema::of)
            .collect(Collectors.joining(";\n"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters parameters = new Parameters(statement);
      for (DeferredUpdate deferredUpdate : updates) {
        deferredUpdate.binder.bind(parameters);
      }
      statement.execute();
    }
  }
}
