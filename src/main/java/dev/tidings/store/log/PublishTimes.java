package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads in one statement when messages at many places of logs were published. Contents are read
 * only of segments whose messages are of different times.
 */
@ApplicationScoped
public class PublishTimes {
  /** How much older than the message in question the oldest one of its segment may be. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  @Inject SegmentReader stored;

  /* Two descents of the primary key for each place. */
  private static final String READ =
      """
      SELECT p.topic_id, p.lane, p.position, s.first_position, s.oldest_at, s.stored_at,
        s.earliest_expiry
      FROM UNNEST(
        CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY))
        AS p (topic_id, lane, position)
      JOIN tidings.segment s ON s.topic_id = p.topic_id AND s.lane = p.lane
        AND s.last_position =
          (SELECT e.last_position FROM tidings.segment e
           WHERE e.topic_id = p.topic_id AND e.lane = p.lane AND e.last_position >= p.position
             AND e.latest_expiry > ?
           ORDER BY e.topic_id, e.lane, e.last_position LIMIT 1)""";

  /**
   * A place in a log.
   *
   * @param id of whoever asks; several places may have the same
   */
  public record Place(long id, long topicId, int lane, long position) {}

  /** A place of several, who may have different ids. */
  private record Spot(long topicId, int lane, long position) {}

  /** A place, and the first living segment that ends there or after it. */
  private record Found(
      Spot place, long firstPosition, Instant oldestAt, Instant storedAt, Instant earliestExpiry) {

    /** Whether the oldest message of the segment tells enough of the one in question. */
    boolean isUniform(Instant now) {
      boolean isWhole = place.position() <= firstPosition || earliestExpiry.isAfter(now);
      return isWhole && Duration.between(oldestAt, storedAt).compareTo(TOLERANCE) <= 0;
    }
  }

  /**
   * For each id the earliest time of the first living messages at its places or after them, to
   * within a second. Queues of one topic often wait for the same message, which is read once.
   */
  public Map<Long, Instant> oldest(Connection connection, List<Place> places, Instant now)
      throws SQLException {
    Map<Spot, List<Long>> ids = new LinkedHashMap<>();
    for (Place place : places) {
      Spot spot = new Spot(place.topicId(), place.lane(), place.position());
      ids.computeIfAbsent(spot, any -> new ArrayList<>(1)).add(place.id());
    }
    Map<Long, Instant> oldest = new HashMap<>();
    List<Spot> spots = List.copyOf(ids.keySet());
    for (int from = 0; from < spots.size(); from += JdbcRunner.MOST_ROWS) {
      int until = Math.min(from + JdbcRunner.MOST_ROWS, spots.size());
      for (Found found : find(connection, spots.subList(from, until), now)) {
        Optional<Instant> time =
            found.isUniform(now)
                ? Optional.of(found.oldestAt())
                : exact(connection, found.place(), now);
        time.ifPresent(it -> ids.get(found.place()).forEach(id -> addEarlier(oldest, id, it)));
      }
    }
    return oldest;
  }

  private static void addEarlier(Map<Long, Instant> oldest, long id, Instant time) {
    oldest.merge(id, time, (one, other) -> one.isBefore(other) ? one : other);
  }

  private static List<Found> find(Connection connection, List<Spot> places, Instant now)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        READ,
        parameters ->
            parameters
                .addArray("bigint", column(places, Spot::topicId))
                .addArray("bigint", column(places, place -> (long) place.lane()))
                .addArray("bigint", column(places, Spot::position))
                .add(now),
        PublishTimes::found);
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        new Spot(row.getLong(1), row.getInt(2), row.getLong(3)),
        row.getLong(4),
        MessageRow.instant(row, 5),
        MessageRow.instant(row, 6),
        MessageRow.instant(row, 7));
  }

  private Optional<Instant> exact(Connection connection, Spot place, Instant now)
      throws SQLException {
    LaneRange range =
        new LaneRange(place.topicId(), place.lane(), place.position(), Long.MAX_VALUE);
    return stored.readHeads(connection, range, now, 1).stream()
        .findFirst()
        .map(EntryHead::publishedAt);
  }

  private static Object[] column(List<Spot> places, Function<Spot, Long> value) {
    return places.stream().map(value).toArray(Long[]::new);
  }
}
