package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.topic.TopicLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What versions before segments left in their table of messages, one row each. */
@ApplicationScoped
public class MessageTable {
  /** Messages may be large. */
  private static final int AT_ONCE = 100;

  private static final String FIRST =
      "SELECT topic_id, lane FROM tidings.message ORDER BY topic_id, lane, position LIMIT 1";

  /* Both by the primary key, in its order. */
  private static final String READ =
      """
      SELECT %s FROM tidings.message WHERE topic_id = ? AND lane = ?
      ORDER BY topic_id, lane, position
      LIMIT ?"""
          .formatted(MessageRow.COLUMNS);

  private static final String DELETE =
      "DELETE FROM tidings.message WHERE topic_id = ? AND lane = ? AND position <= ?";

  @Inject TopicLock topicLock;
  @Inject MessageLog log;

  private record Lane(long topicId, int number) {}

  /**
   * Moves the next few messages to segments, at the same positions.
   *
   * @return how many; 0 when there are no more
   */
  public int moveNext(Connection connection) throws SQLException {
    Optional<Lane> lane =
        JdbcRunner.queryForOne(
            connection,
            FIRST,
            JdbcRunner.NO_PARAMETERS,
            row -> new Lane(row.getLong(1), row.getInt(2)));
    if (lane.isEmpty()) {
      return 0;
    }
    // Another node that starts at the same time does the next ones.
    topicLock.lock(connection, lane.get().topicId());
    List<LogEntry> some = read(connection, lane.get());
    if (!some.isEmpty()) {
      log.append(connection, lane.get().topicId(), some);
      delete(connection, lane.get(), some.get(some.size() - 1).position());
    }
    return Math.max(1, some.size());
  }

  private static List<LogEntry> read(Connection connection, Lane lane) throws SQLException {
    return JdbcRunner.query(
        connection,
        READ,
        parameters -> parameters.add(lane.topicId()).add(lane.number()).add(AT_ONCE),
        MessageRow::read);
  }

  private static void delete(Connection connection, Lane lane, long last) throws SQLException {
    JdbcRunner.update(
        connection,
        DELETE,
        parameters -> parameters.add(lane.topicId()).add(lane.number()).add(last));
  }
}
