package dev.tidings.store.node;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Connections that their nodes are to close. */
@ApplicationScoped
public class DisconnectRequests {
  private static final String DELETE_ONE =
      "DELETE FROM tidings.disconnect_request WHERE connection_id = ?";

  private static final String ADD =
      "INSERT INTO tidings.disconnect_request (connection_id, requested_at) VALUES (?, ?)";

  private static final String FIND =
      """
      SELECT connection_id FROM tidings.disconnect_request
      WHERE connection_id >= ? AND connection_id < ? ORDER BY connection_id""";

  private static final String CLEAN =
      "DELETE FROM tidings.disconnect_request WHERE requested_at < ?";

  /** Wants a connection closed; a second time it is the same. */
  public void add(Connection connection, long id, Instant now) throws SQLException {
    delete(connection, id);
    JdbcRunner.update(connection, ADD, parameters -> parameters.add(id).add(now));
  }

  /** Takes those whose ids are in a range: they are there no more. */
  public List<Long> take(Connection connection, long from, long before) throws SQLException {
    List<Long> found =
        JdbcRunner.query(
            connection,
            FIND,
            parameters -> parameters.add(from).add(before),
            row -> row.getLong(1));
    for (long id : found) {
      delete(connection, id);
    }
    return found;
  }

  private static void delete(Connection connection, long id) throws SQLException {
    JdbcRunner.update(connection, DELETE_ONE, parameters -> parameters.add(id));
  }

  /** Forgets those that nobody has taken. */
  public void deleteBefore(Connection connection, Instant time) throws SQLException {
    JdbcRunner.update(connection, CLEAN, parameters -> parameters.add(time));
  }
}
