package dev.tidings.store.queue;

import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** Single messages that were removed from a queue before its cursor reached them. */
@ApplicationScoped
public class RemovedMessages {

  private static final String ADD =
      "INSERT INTO removal (subscription_id, lane, position, expires_at) VALUES (?, ?, ?, ?)";

  private static final String READ =
      """
      SELECT position FROM removal
      WHERE subscription_id = ? AND lane = ? AND position BETWEEN ? AND ?""";

  private static final String DELETE_BEFORE =
      "DELETE FROM removal WHERE subscription_id = ? AND lane = ? AND position < ?";

  private static final String DELETE_ALL = "DELETE FROM removal WHERE subscription_id = ?";

  public void add(Connection connection, long subscriptionId, LogEntry entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setLong(1, subscriptionId);
      statement.setInt(2, entry.lane());
      statement.setLong(3, entry.position());
      statement.setObject(4, entry.expiresAt().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** The positions of one lane, from one to another, that were removed. */
  public Set<Long> read(Connection connection, long subscriptionId, int lane, long from, long to)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, subscriptionId);
      statement.setInt(2, lane);
      statement.setLong(3, from);
      statement.setLong(4, to);
      try (ResultSet rows = statement.executeQuery()) {
        Set<Long> positions = new HashSet<>();
        while (rows.next()) {
          positions.add(rows.getLong(1));
        }
        return positions;
      }
    }
  }

  /** Forgets the removals that a cursor has passed on its way. */
  public void deleteBefore(
      Connection connection, long subscriptionId, LanePositions before, LanePositions cursor)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_BEFORE)) {
      for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
        if (cursor.at(lane) > before.at(lane)) {
          statement.setLong(1, subscriptionId);
          statement.setInt(2, lane);
          statement.setLong(3, cursor.at(lane));
          statement.executeUpdate();
        }
      }
    }
  }

  public void deleteAll(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_ALL)) {
      statement.setLong(1, subscriptionId);
      statement.executeUpdate();
    }
  }
}
