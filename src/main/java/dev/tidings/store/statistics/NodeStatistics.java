package dev.tidings.store.statistics;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The rows in which nodes publish their figures. */
@ApplicationScoped
public class NodeStatistics {
  private static final String UPDATE =
      "UPDATE tidings.node_statistics SET written_at = ?, figures = ? WHERE node = ?";

  private static final String INSERT =
      "INSERT INTO tidings.node_statistics (written_at, figures, node) VALUES (?, ?, ?)";

  private static final String READ =
      "SELECT node, figures FROM tidings.node_statistics"
          + " WHERE node <> ? AND written_at > ? AND written_at < ?";

  private static final String DELETE = "DELETE FROM tidings.node_statistics WHERE written_at < ?";

  /** What another node wrote. */
  public record Row(String node, String figures) {}

  /** Replaces the row of a node. */
  public void write(Connection connection, String node, String figures, Instant now)
      throws SQLException {
    JdbcRunner.Binder row = parameters -> parameters.add(now).add(figures).add(node);
    if (JdbcRunner.update(connection, UPDATE, row) == 0) {
      JdbcRunner.update(connection, INSERT, row);
    }
  }

  /**
   * What other nodes wrote not longer ago than that. If the database's clock was set back, the rows
   * of nodes that are gone are of the future; those count as little as old ones.
   */
  public List<Row> others(Connection connection, String node, Instant now, Duration presence)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        READ,
        parameters -> parameters.add(node).add(now.minus(presence)).add(now.plus(presence)),
        row -> new Row(row.getString(1), row.getString(2)));
  }

  /** Forgets nodes that wrote nothing since that time. */
  public void deleteBefore(Connection connection, Instant time) throws SQLException {
    JdbcRunner.update(connection, DELETE, parameters -> parameters.add(time));
  }
}
