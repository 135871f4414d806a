package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds segments by positions and by ids, without a look at their contents. */
@ApplicationScoped
class SegmentIndex {

  /* One descent of the primary key for each position. */
  private static final String LOCATE =
      """
      SELECT
        (SELECT s.last_position FROM tidings.segment s
         WHERE s.topic_id = ? AND s.lane = ? AND s.last_position >= p.position
         ORDER BY s.topic_id, s.lane, s.last_position LIMIT 1)
      FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS p (position)""";

  /*
   * Segments by their keys, one descent of the primary key for each. H2 would read the whole lane for
   * = ANY, and also if the topic and the lane were not in the array.
   */
  static final String FROM_KEYS =
      """
      FROM UNNEST(
        CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY)) AS p (t, l, last)
      JOIN tidings.segment ON topic_id = p.t AND lane = p.l AND last_position = p.last
      """;

  private static final String READ =
      "SELECT first_position, last_position, message_count, latest_expiry\n" + FROM_KEYS;

  /* One descent of the primary key: all of its columns give the order. */
  private static final String FIRST =
      """
      SELECT first_position, last_position, message_count, latest_expiry FROM tidings.segment
      WHERE topic_id = ? AND lane = ? AND last_position >= ?
      ORDER BY topic_id, lane, last_position
      LIMIT 1""";

  /* By segment_by_id_time: the few segments whose ids begin within so short a time. */
  private static final String FIND =
      """
      SELECT topic_id, lane, last_position FROM tidings.segment
      WHERE ids_from BETWEEN ? AND ? AND ids_until >= ?""";

  /** The key of a segment. */
  record Key(long topicId, int lane, long lastPosition) {}

  /** Where a segment is, how many messages it has, and when the last of them expires. */
  record Header(long firstPosition, long lastPosition, int count, Instant latestExpiry) {
    boolean holds(long position) {
      return position >= firstPosition && position <= lastPosition;
    }
  }

  /** The last positions of the segments that hold these positions, or are the next behind them. */
  List<Long> locate(Connection connection, long topicId, int lane, Collection<Long> positions)
      throws SQLException {
    return JdbcRunner.query(
            connection,
            LOCATE,
            parameters -> parameters.add(topicId).add(lane).addArray("bigint", positions.toArray()),
            SegmentIndex::position)
        .stream()
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<Long> position(ResultSet row) throws SQLException {
    long position = row.getLong(1);
    return row.wasNull() ? Optional.empty() : Optional.of(position);
  }

  List<Header> headers(Connection connection, long topicId, int lane, Collection<Long> keys)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        READ,
        parameters -> addKeys(parameters, topicId, lane, keys),
        SegmentIndex::header);
  }

  /** Adds the parameters of {@link #FROM_KEYS}. */
  static Parameters addKeys(Parameters parameters, long topicId, int lane, Collection<Long> keys)
      throws SQLException {
    return parameters
        .addArray("bigint", Collections.nCopies(keys.size(), topicId).toArray())
        .addArray("bigint", Collections.nCopies(keys.size(), (long) lane).toArray())
        .addArray("bigint", keys.toArray());
  }

  /** The segment that holds a position, or is the next behind it. */
  Optional<Header> first(Connection connection, long topicId, int lane, long position)
      throws SQLException {
    return JdbcRunner.queryForOne(
        connection,
        FIRST,
        parameters -> parameters.add(topicId).add(lane).add(position),
        SegmentIndex::header);
  }

  private static Header header(ResultSet row) throws SQLException {
    return new Header(row.getLong(1), row.getLong(2), row.getInt(3), MessageRow.instant(row, 4));
  }

  /** The segments of all topics that may hold an id that they tell themselves. */
  List<Key> find(Connection connection, MessageId id) throws SQLException {
    long time = Segment.time(id);
    return JdbcRunner.query(
        connection,
        FIND,
        parameters -> parameters.add(time - Segment.MOST_ID_TIME).add(time).add(time),
        row -> new Key(row.getLong(1), row.getInt(2), row.getLong(3)));
  }
}
