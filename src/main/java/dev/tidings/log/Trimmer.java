package dev.tidings.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalLong;

/** Deletes the beginning of a lane that nobody needs any more. */
@ApplicationScoped
public class Trimmer {

  private static final String FIRST_POSITION =
      """
      SELECT position FROM message
      WHERE topic_id = ? AND lane = ?
      ORDER BY topic_id, lane, position
      LIMIT 1""";

  /* A range of the primary key and never a subquery: each batch touches the rows it deletes. */
  private static final String DELETE =
      """
      DELETE FROM message
      WHERE topic_id = ? AND lane = ? AND position >= ? AND position < ? AND published_at <= ?""";

  private static final String DELETE_EXPIRING =
      "DELETE FROM expiring WHERE topic_id = ? AND lane = ? AND position >= ? AND position < ?";

  private static final String DELETE_BLOCKS =
      "DELETE FROM expired_block WHERE topic_id = ? AND lane = ? AND block < ?";

  /**
   * Deletes at most {@code limit} entries of a lane. The newest one stays whatever happens, so that
   * the numbering goes on from it.
   *
   * @param below every queue is done with the positions before this one
   * @param publishedUntil entries that are younger stay
   * @return whether there may be more to delete
   */
  public boolean trim(
      Connection connection,
      long topicId,
      int lane,
      MessageLog.End end,
      long below,
      Instant publishedUntil,
      int limit)
      throws SQLException {
    deleteBlocks(connection, topicId, lane, below);
    long newest = end.at(lane) - 1;
    OptionalLong first = firstPosition(connection, topicId, lane);
    if (first.isEmpty() || first.getAsLong() >= Math.min(below, newest)) {
      return false;
    }
    long from = first.getAsLong();
    long to = Math.min(from + limit, Math.min(below, newest));
    boolean isAnyDeleted = deleteMessages(connection, topicId, lane, from, to, publishedUntil) > 0;
    if (isAnyDeleted) {
      deleteExpiring(connection, topicId, lane, from, to);
    }
    return isAnyDeleted;
  }

  private static OptionalLong firstPosition(Connection connection, long topicId, int lane)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIRST_POSITION)) {
      statement.setLong(1, topicId);
      statement.setInt(2, lane);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  private static int deleteMessages(
      Connection connection, long topicId, int lane, long from, long to, Instant publishedUntil)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      setRange(statement, topicId, lane, from, to);
      statement.setObject(5, MessageRow.timestamp(publishedUntil));
      return statement.executeUpdate();
    }
  }

  /** What is still to expire among them stays if the retention keeps the messages themselves. */
  private static void deleteExpiring(
      Connection connection, long topicId, int lane, long from, long to) throws SQLException {
    OptionalLong first = firstPosition(connection, topicId, lane);
    try (PreparedStatement statement = connection.prepareStatement(DELETE_EXPIRING)) {
      setRange(statement, topicId, lane, from, Math.min(to, first.orElse(to)));
      statement.executeUpdate();
    }
  }

  private static void deleteBlocks(Connection connection, long topicId, int lane, long below)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_BLOCKS)) {
      statement.setLong(1, topicId);
      statement.setInt(2, lane);
      statement.setLong(3, ExpiredBlock.numberOf(below));
      statement.executeUpdate();
    }
  }

  private static void setRange(
      PreparedStatement statement, long topicId, int lane, long from, long to) throws SQLException {
    statement.setLong(1, topicId);
    statement.setInt(2, lane);
    statement.setLong(3, from);
    statement.setLong(4, to);
  }
}
