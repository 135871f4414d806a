package dev.tidings.store.queue;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.log.LanePositions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
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
      "INSERT INTO tidings.topic_backlog (next_position, topic_id) VALUES (?, ?)";

  private static final String READ =
      "SELECT next_position FROM tidings.topic_backlog WHERE topic_id = ?";

  private static final String MOVE =
      "UPDATE tidings.topic_backlog SET next_position = ? WHERE topic_id = ?";

  private static final String DELETE = "DELETE FROM tidings.topic_backlog WHERE topic_id = ?";

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
    JdbcRunner.update(connection, sql, parameters -> lanePositions.addTo(parameters).add(topicId));
  }

  /** The backlog; empty when the topic has a subscription. */
  public Optional<LanePositions> read(Connection connection, long topicId) throws SQLException {
    return JdbcRunner.queryForOne(
        connection,
        READ,
        parameters -> parameters.add(topicId),
        row -> LanePositions.of(row.getArray(1)));
  }

  /** Ends the backlog and gives its positions to the caller, if there is one. */
  public Optional<LanePositions> take(Connection connection, long topicId) throws SQLException {
    Optional<LanePositions> unclaimed = read(connection, topicId);
    JdbcRunner.update(connection, DELETE, parameters -> parameters.add(topicId));
    return unclaimed;
  }
}
