package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts, gets and forgets the contents of segments. No other class names that column, so contents
 * could be kept elsewhere under the keys of the rows.
 */
@ApplicationScoped
class SegmentStore {
  @Inject ContentCache cache;

  private static final String COLUMNS =
      """
      topic_id, lane, first_position, last_position, message_count, stored_at, oldest_at,
        earliest_expiry, latest_expiry, ids_from, ids_until, content""";

  private static final String INSERT =
      "INSERT INTO tidings.segment (%s) VALUES ".formatted(COLUMNS);

  private static final String ROW = "(?%s)".formatted(", ?".repeat(COLUMNS.split(",").length - 1));

  private static final String INSERT_ONE = INSERT + ROW;

  /** Segments of one statement that are written behind; the driver keeps one for each number. */
  private static final int FEW = 16;

  private static final String GET = "SELECT lane, first_position, last_position, content ";

  /* No content where it is known: it begins with its checksum, and PostgreSQL reads no more. */
  private static final String GET_UNLESS_KNOWN =
      """
      SELECT lane, first_position, last_position,
        CASE WHEN last_position = ? AND substring(content FROM 1 FOR 4) = ? THEN NULL
          ELSE content END
      """;

  /*
   * From the segment that holds a position, or is the first after it, to the first living one that
   * ends at another or behind it. So what is found begins with a living segment, if there is any,
   * and no part of a lane is looked at twice. Two ranges of the primary key.
   */
  private static final String RANGE =
      """
      FROM tidings.segment
      WHERE topic_id = ? AND lane = ? AND last_position >= ? AND last_position <= coalesce(
        (SELECT e.last_position FROM tidings.segment e
         WHERE e.topic_id = ? AND e.lane = ? AND e.last_position >= ? AND e.latest_expiry > ?
         ORDER BY e.topic_id, e.lane, e.last_position LIMIT 1), ?)
        AND latest_expiry > ?
      ORDER BY topic_id, lane, last_position
      LIMIT ?""";

  private static final String GET_FIRST = GET + RANGE;

  private static final String GET_FIRST_UNLESS_KNOWN = GET_UNLESS_KNOWN + RANGE;

  /* Sizes alone: rows may be a thousand times as large as the ones before them. */
  private static final String SIZES = "SELECT last_position, octet_length(content) " + RANGE;

  private static final String GET_BETWEEN =
      GET
          + """
          FROM tidings.segment
          WHERE topic_id = ? AND lane = ? AND last_position BETWEEN ? AND ? AND latest_expiry > ?
          ORDER BY topic_id, lane, last_position""";

  private static final String AT = SegmentIndex.FROM_KEYS + "WHERE latest_expiry > ?";

  private static final String GET_AT = GET + AT;

  private static final String GET_AT_UNLESS_KNOWN = GET_UNLESS_KNOWN + AT;

  private static final String REPLACE =
      """
      UPDATE tidings.segment
      SET message_count = ?, earliest_expiry = ?, latest_expiry = ?, content = ?
      WHERE topic_id = ? AND lane = ? AND last_position = ?""";

  private static final String FORGET =
      "DELETE FROM tidings.segment WHERE topic_id = ? AND lane = ? AND last_position = ?";

  /* A range of the primary key and never a subquery: each batch touches the rows it deletes. */
  private static final String FORGET_BETWEEN =
      """
      DELETE FROM tidings.segment
      WHERE topic_id = ? AND lane = ? AND last_position >= ? AND last_position < ?
        AND stored_at <= ?""";

  private static final String SET_ASIDE =
      """
      INSERT INTO tidings.damaged_segment (topic_id, lane, first_position, last_position,
        message_count, stored_at, set_aside_at, content)
      SELECT topic_id, lane, first_position, last_position, message_count, stored_at,
        CAST(? AS TIMESTAMP(6) WITH TIME ZONE), content
      FROM tidings.segment
      WHERE topic_id = ? AND lane = ? AND last_position = ?""";

  private static final List<String> DELETE_TOPIC =
      List.of(
          "DELETE FROM tidings.segment WHERE topic_id = ?",
          "DELETE FROM tidings.damaged_segment WHERE topic_id = ?");

  /** How large the content of a segment is. */
  record Size(long lastPosition, long bytes) {}

  void put(Connection connection, long topicId, List<Segment> segments) throws SQLException {
    if (segments.size() <= FEW && DeferredUpdate.isWrittenBehind(connection)) {
      DeferredUpdate.run(connection, inserting(topicId, segments));
      return;
    }
    JdbcRunner.batch(
        connection, INSERT_ONE, segments, (parameters, one) -> addTo(parameters, topicId, one));
  }

  private static DeferredUpdate inserting(long topicId, List<Segment> segments) {
    return new DeferredUpdate(
        INSERT + String.join(", ", Collections.nCopies(segments.size(), ROW)),
        parameters -> {
          for (Segment segment : segments) {
            addTo(parameters, topicId, segment);
          }
        });
  }

  private static void addTo(Parameters parameters, long topicId, Segment segment)
      throws SQLException {
    Segment.IdTimes idTimes = segment.idTimes();
    parameters
        .add(topicId)
        .add(segment.lane())
        .add(segment.firstPosition())
        .add(segment.lastPosition())
        .add(segment.entries().size())
        .add(segment.storedAt())
        .add(segment.oldestAt())
        .add(segment.earliestExpiry())
        .add(segment.latestExpiry())
        .add(idTimes.from())
        .add(idTimes.until())
        .add(segment.content());
  }

  /** The first living segments of a range, and of those behind it the first if there are fewer. */
  List<StoredSegment> getFirst(Connection connection, LaneRange range, Instant now, int limit)
      throws SQLException {
    Optional<StoredSegment> known = cache.at(range.topicId(), range.lane(), range.from());
    return JdbcRunner.query(
        connection,
        known.isPresent() ? GET_FIRST_UNLESS_KNOWN : GET_FIRST,
        parameters -> addTo(addKnown(parameters, known), range, now, limit),
        row -> stored(row, range.topicId(), known));
  }

  private static Parameters addKnown(Parameters parameters, Optional<StoredSegment> known)
      throws SQLException {
    return known.isEmpty()
        ? parameters
        : parameters
            .add(known.get().lastPosition())
            .add(Arrays.copyOf(known.get().content(), Integer.BYTES));
  }

  private StoredSegment stored(ResultSet row, long topicId, Optional<StoredSegment> known)
      throws SQLException {
    StoredSegment stored = stored(row);
    if (stored.content() == null) {
      return known.orElseThrow();
    }
    cache.put(topicId, stored);
    return stored;
  }

  /** As {@link #getFirst}, but only how large they are. */
  List<Size> sizes(Connection connection, LaneRange range, Instant now, int limit)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        SIZES,
        parameters -> addTo(parameters, range, now, limit),
        row -> new Size(row.getLong(1), row.getLong(2)));
  }

  private static Parameters addTo(Parameters parameters, LaneRange range, Instant now, int limit)
      throws SQLException {
    return parameters
        .add(range.topicId())
        .add(range.lane())
        .add(range.from())
        .add(range.topicId())
        .add(range.lane())
        .add(range.to())
        .add(now)
        .add(range.to())
        .add(now)
        .add(limit);
  }

  private static StoredSegment stored(ResultSet row) throws SQLException {
    return new StoredSegment(row.getInt(1), row.getLong(2), row.getLong(3), row.getBytes(4));
  }

  /** All living segments whose last position is in the range. */
  List<StoredSegment> getBetween(Connection connection, LaneRange range, Instant now)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        GET_BETWEEN,
        parameters -> range.addTo(parameters).add(now),
        SegmentStore::stored);
  }

  /** Those of the segments with these keys that live, in their order. */
  List<StoredSegment> get(
      Connection connection, long topicId, int lane, Collection<Long> keys, Instant now)
      throws SQLException {
    if (keys.isEmpty()) {
      return List.of();
    }
    Optional<StoredSegment> known = cache.at(topicId, lane, Collections.min(keys));
    List<StoredSegment> some =
        JdbcRunner.query(
            connection,
            known.isPresent() ? GET_AT_UNLESS_KNOWN : GET_AT,
            parameters ->
                SegmentIndex.addKeys(addKnown(parameters, known), topicId, lane, keys).add(now),
            row -> stored(row, topicId, known));
    return some.stream().sorted(Comparator.comparingLong(StoredSegment::lastPosition)).toList();
  }

  /** Puts fewer messages in the place of a segment. */
  void replace(Connection connection, long topicId, Segment rest) throws SQLException {
    JdbcRunner.update(
        connection,
        REPLACE,
        parameters ->
            parameters
                .add(rest.entries().size())
                .add(rest.earliestExpiry())
                .add(rest.latestExpiry())
                .add(rest.content())
                .add(topicId)
                .add(rest.lane())
                .add(rest.lastPosition()));
  }

  void forget(Connection connection, long topicId, int lane, Collection<Long> keys)
      throws SQLException {
    JdbcRunner.batch(
        connection, FORGET, keys, (parameters, key) -> parameters.add(topicId).add(lane).add(key));
  }

  /**
   * Forgets what a part of a lane holds that was stored until then.
   *
   * @param range of the last positions, its end not included
   * @return how many segments
   */
  int forget(Connection connection, LaneRange range, Instant storedUntil) throws SQLException {
    return JdbcRunner.update(
        connection, FORGET_BETWEEN, parameters -> range.addTo(parameters).add(storedUntil));
  }

  /** Copies a segment for an administrator to look at. */
  void setAside(Connection connection, SegmentIndex.Key key, Instant now) throws SQLException {
    JdbcRunner.update(
        connection,
        SET_ASIDE,
        parameters ->
            parameters.add(now).add(key.topicId()).add(key.lane()).add(key.lastPosition()));
  }

  void deleteTopic(Connection connection, long topicId) throws SQLException {
    for (String sql : DELETE_TOPIC) {
      JdbcRunner.update(connection, sql, parameters -> parameters.add(topicId));
    }
  }
}
