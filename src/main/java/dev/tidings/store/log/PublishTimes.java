package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads in one statement when messages at many places of logs were published. */
public final class PublishTimes {

  /* One descent of the primary key for each place. */
  private static final String READ =
      """
      SELECT p.id,
        (SELECT m.published_at FROM tidings.message m
         WHERE m.topic_id = p.topic_id AND m.lane = p.lane AND m.position >= p.position
           AND m.expires_at > ?
         ORDER BY m.topic_id, m.lane, m.position LIMIT 1)
      FROM UNNEST(
        CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY),
        CAST(? AS BIGINT ARRAY)) AS p (id, topic_id, lane, position)""";

  private PublishTimes() {}

  /**
   * A place in a log.
   *
   * @param id of whoever asks; several places may have the same
   */
  public record Place(long id, long topicId, int lane, long position) {}

  /** For each id the earliest time of the first living messages at its places or after them. */
  public static Map<Long, Instant> oldest(Connection connection, List<Place> places, Instant now)
      throws SQLException {
    Map<Long, Instant> oldest = new HashMap<>();
    if (places.isEmpty()) {
      return oldest;
    }
    JdbcRunner.forEach(
        connection,
        READ,
        parameters ->
            parameters
                .add(now)
                .addArray("bigint", column(places, Place::id))
                .addArray("bigint", column(places, Place::topicId))
                .addArray("bigint", column(places, place -> (long) place.lane()))
                .addArray("bigint", column(places, Place::position)),
        row -> {
          if (row.getObject(2) != null) {
            oldest.merge(
                row.getLong(1),
                MessageRow.instant(row, 2),
                (one, other) -> one.isBefore(other) ? one : other);
          }
        });
    return oldest;
  }

  private static Object[] column(List<Place> places, Function<Place, Long> value) {
    return places.stream().map(value).toArray(Long[]::new);
  }
}
