package dev.tidings.queue;

import dev.tidings.log.Positions;
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
public class Backlogs {

  private static final String CREATE =
      "INSERT INTO topic_backlog (next_position, topic_id) VALUES (?, ?)";

  private static final String READ = "SELECT next_position FROM topic_backlog WHERE topic_id = ?";

  private static final String MOVE =
      "UPDATE topic_backlog SET next_position = ? WHERE topic_id = ?";

  private static final String DELETE = "DELETE FROM topic_backlog WHERE topic_id = ?";

  public void create(Connection connection, long topicId, Positions start) throws SQLException {
    update(connection, CREATE, topicId, start);
  }

  /** Makes room by giving up the messages before these positions. */
  public void move(Connection connection, long topicId, Positions to) throws SQLException {
    update(connection, MOVE, topicId, to);
  }

  private static void update(Connection connection, String sql, long topicId, Positions positions)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, positions.toArray(connection));
      statement.setLong(2, topicId);
      statement.executeUpdate();
    }
  }

  /** The backlog; empty when the topic has a subscription. */
  public Optional<Positions> read(Connection connection, long topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, topicId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(Positions.of(row.getArray(1))) : Optional.empty();
      }
    }
  }

  /** Ends the backlog and gives its positions to the caller, if there is one. */
  public Optional<Positions> take(Connection connection, long topicId) throws SQLException {
    Optional<Positions> backlog = read(connection, topicId);
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setLong(1, topicId);
      statement.executeUpdate();
    }
    return backlog;
  }
}
