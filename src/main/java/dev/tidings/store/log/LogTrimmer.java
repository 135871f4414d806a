package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Deletes segments at the beginning of a lane that no subscription needs any more. A segment goes
 * as a whole: when nobody needs any of its messages.
 */
@ApplicationScoped
public class LogTrimmer {
  @Inject SegmentStore segments;
  @Inject SegmentIndex index;
  @Inject MessageIds ids;

  private static final String DELETE_EXPIRING =
      """
      DELETE FROM tidings.expiring
      WHERE topic_id = ? AND lane = ? AND position >= ? AND position < ?""";

  private static final String DELETE_BLOCKS =
      "DELETE FROM tidings.expired_block WHERE topic_id = ? AND lane = ? AND block < ?";

  /**
   * What may go of a lane, but for the newest segment, which stays whatever happens, so that the
   * numbering goes on from it.
   *
   * @param end of the log, read before {@code below} was
   * @param below every queue is done with the positions before this one
   * @param publishedUntil segments with younger entries stay
   */
  public record Past(
      long topicId, int lane, MessageLog.End end, long below, Instant publishedUntil) {

    /** A segment may go that ends before it. */
    private long last() {
      return Math.min(below, end.at(lane) - 1);
    }
  }

  /**
   * Deletes the segments that end at the next {@code limit} positions.
   *
   * @param begin nothing is known to lie before it, such as what this has deleted a moment ago;
   *     PostgreSQL would read that until it is vacuumed
   * @return from where to go on; empty when there is nothing more to delete
   */
  public OptionalLong trim(Connection connection, Past past, long begin, int limit)
      throws SQLException {
    deleteBlocks(connection, past);
    Optional<SegmentIndex.Header> first = first(connection, past, begin);
    if (first.isEmpty() || first.get().lastPosition() >= past.last()) {
      return OptionalLong.empty();
    }
    long from = first.get().lastPosition();
    long to = Math.min(from + limit, past.last());
    LaneRange range = new LaneRange(past.topicId(), past.lane(), from, to);
    if (segments.forget(connection, range, past.publishedUntil()) == 0) {
      return OptionalLong.empty();
    }
    // What is to expire, or has an id apart, stays where the retention or a neighbour keeps it.
    long rest = first(connection, past, from).map(SegmentIndex.Header::firstPosition).orElse(to);
    deleteExpiring(connection, past, first.get().firstPosition(), rest);
    ids.deleteRange(connection, past.topicId(), past.lane(), first.get().firstPosition(), rest);
    return OptionalLong.of(rest);
  }

  private Optional<SegmentIndex.Header> first(Connection connection, Past past, long position)
      throws SQLException {
    return index.first(connection, past.topicId(), past.lane(), position);
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
