package dev.tidings.store.queue;

import dev.tidings.store.log.LanePositions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The position from which on a topic without subscriptions retains its messages. The first
 * subscription takes over this backlog as its cursor. When the last subscription ends, a new, empty
 * backlog begins. All changes happen under the topic's row lock.
 */
@ApplicationScoped
public class UnclaimedMessages {

  private static final String CREATE =
      "INSERT INTO topic_backlog (next_position, topic_id) VALUES (?, ?)";

  private static final String READ = "SELECT next_position FROM topic_backlog WHERE topic_id = ?";

  private static final String MOVE =
      "UPDATE topic_backlog SET next_position = ? WHERE topic_id = ?";

  private static final String DELETE = "DELETE FROM topic_backlog WHERE topic_id = ?";

  public void create(Connection connection, long topicId, LanePositions start) throws SQLException {
    update(connection, CREATE, topicId, start);
  }

  /** Makes room by giving up the messages before these positions. */
  public void move(Connection connection, long topicId, LanePositions to) throws SQLException {
    update(connection, MOVE, topicId, to);
  }

  private static void update(
      Connection connection, String sql, long topicId, LanePositions lanePositions)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, lanePositions.toArray(connection));
      statement.setLong(2, topicId);
      statement.executeUpdate();
    }
  }

  /** The backlog; empty when the topic has a subscription. */
  public Optional<LanePositions> read(Connection connection, long topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, topicId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(LanePositions.of(row.getArray(1))) : Optional.empty();
      }
    }
  }

  /** Ends the backlog and gives its positions to the caller, if there is one. */
  public Optional<LanePositions> take(Connection connection, long topicId) throws SQLException {
    Optional<LanePositions> unclaimed = read(connection, topicId);
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setLong(1, topicId);
      statement.executeUpdate();
    }
    return unclaimed;
  }
}
