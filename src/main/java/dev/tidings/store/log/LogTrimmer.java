package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Deletes messages at the beginning of a lane that no subscription needs any more. */
@ApplicationScoped
public class LogTrimmer {

  /* One descent of the primary key: all of its columns give the order. */
  private static final String FIRST_POSITION =
      """
      SELECT position FROM tidings.message
      WHERE topic_id = ? AND lane = ? AND position >= ?
      ORDER BY topic_id, lane, position
      LIMIT 1""";

  /* A range of the primary key and never a subquery: each batch touches the rows it deletes. */
  private static final String DELETE =
      """
      DELETE FROM tidings.message
      WHERE topic_id = ? AND lane = ? AND position >= ? AND position < ? AND published_at <= ?""";

  private static final String DELETE_EXPIRING =
      """
      DELETE FROM tidings.expiring
      WHERE topic_id = ? AND lane = ? AND position >= ? AND position < ?""";

  private static final String DELETE_BLOCKS =
      "DELETE FROM tidings.expired_block WHERE topic_id = ? AND lane = ? AND block < ?";

  /**
   * What may go of a lane, but for the newest entry, which stays whatever happens, so that the
   * numbering goes on from it.
   *
   * @param end of the log, read before {@code below} was
   * @param below every queue is done with the positions before this one
   * @param publishedUntil entries that are younger stay
   */
  public record Past(
      long topicId, int lane, MessageLog.End end, long below, Instant publishedUntil) {
    private long last() {
      return Math.min(below, end.at(lane) - 1);
    }
  }

  /**
   * Deletes at most {@code limit} entries.
   *
   * @param begin nothing is known to lie before it, such as what this has deleted a moment ago;
   *     PostgreSQL would read that until it is vacuumed
   * @return from where to go on; empty when there is nothing more to delete
   */
  public OptionalLong trim(Connection connection, Past past, long begin, int limit)
      throws SQLException {
    deleteBlocks(connection, past);
    Optional<Long> first = firstPosition(connection, past, begin);
    if (first.isEmpty() || first.get() >= past.last()) {
      return OptionalLong.empty();
    }
    long from = first.get();
    long to = Math.min(from + limit, past.last());
    int deleted = deleteMessages(connection, past, from, to);
    if (deleted == 0) {
      return OptionalLong.empty();
    }
    // Where the retention keeps some of them, what is still to expire among those stays, too.
    long rest =
        deleted == to - from ? to : Math.min(to, firstPosition(connection, past, from).orElse(to));
    deleteExpiring(connection, past, from, rest);
    return OptionalLong.of(rest);
  }

  private static Optional<Long> firstPosition(Connection connection, Past past, long begin)
      throws SQLException {
    return JdbcRunner.queryForOne(
        connection,
        FIRST_POSITION,
        parameters -> addLane(parameters, past).add(begin),
        row -> row.getLong(1));
  }

  private static int deleteMessages(Connection connection, Past past, long from, long to)
      throws SQLException {
    return JdbcRunner.update(
        connection,
        DELETE,
        parameters -> addLane(parameters, past).add(from).add(to).add(past.publishedUntil()));
  }

  private static void deleteExpiring(Connection connection, Past past, long from, long to)
      throws SQLException {
    JdbcRunner.update(
        connection, DELETE_EXPIRING, parameters -> addLane(parameters, past).add(from).add(to));
  }

  private static void deleteBlocks(Connection connection, Past past) throws SQLException {
    JdbcRunner.update(
        connection,
        DELETE_BLOCKS,
        parameters -> addLane(parameters, past).add(ExpiredBlock.numberOf(past.below())));
  }

  private static Parameters addLane(Parameters parameters, Past past) throws SQLException {
    return parameters.add(past.topicId()).add(past.lane());
  }
}
