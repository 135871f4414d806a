package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The segments of a topic as rows and to the last message, which no part of the engine reads. */
public final class StoredSegments {
  private static final String READ =
      """
      SELECT lane, first_position, last_position, message_count, stored_at, earliest_expiry,
        latest_expiry, ids_from, ids_until, content
      FROM tidings.segment WHERE topic_id = ? ORDER BY topic_id, lane, last_position""";

  private StoredSegments() {}

  /** A segment and its messages. */
  public record Row(
      int lane,
      long firstPosition,
      long lastPosition,
      int count,
      Instant storedAt,
      Instant earliestExpiry,
      Instant latestExpiry,
      long idsFrom,
      long idsUntil,
      List<LogEntry> entries) {}

  /** All segments of a topic, none of which is damaged. */
  public static List<Row> of(Connection connection, long topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, topicId);
      try (ResultSet rows = statement.executeQuery()) {
        List<Row> all = new ArrayList<>();
        while (rows.next()) {
          all.add(row(rows));
        }
        return all;
      }
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    int lane = row.getInt(1);
    long first = row.getLong(2);
    return new Row(
        lane,
        first,
        row.getLong(3),
        row.getInt(4),
        MessageRow.instant(row, 5),
        MessageRow.instant(row, 6),
        MessageRow.instant(row, 7),
        row.getLong(8),
        row.getLong(9),
        entries(lane, first, row.getBytes(10)));
  }

  static List<LogEntry> entries(int lane, long first, byte[] bytes) throws SQLException {
    try {
      SegmentContent content = new SegmentContent(lane, first, bytes);
      List<LogEntry> entries = new ArrayList<>();
      while (content.next()) {
        entries.add(content.entry());
      }
      return entries;
    } catch (DamagedContentException damage) {
      throw new AssertionError("a segment is damaged", damage);
    }
  }

  /** All messages of a topic. */
  public static List<LogEntry> messages(Connection connection, long topicId) throws SQLException {
    return of(connection, topicId).stream().flatMap(row -> row.entries().stream()).toList();
  }

  /** The rows say what the contents hold, and the segments of a lane do not overlap. */
  public static void assertAreSound(Connection connection, long topicId) throws SQLException {
    Map<Integer, Long> ends = new HashMap<>();
    for (Row row : of(connection, topicId)) {
      assertThat(row.firstPosition())
          .as("start of %s", row)
          .isGreaterThan(ends.getOrDefault(row.lane(), 0L));
      ends.put(row.lane(), row.lastPosition());
      assertThat(row.count()).as("count of %s", row).isEqualTo(row.entries().size());
      row.entries().forEach(entry -> assertIsWithin(row, entry));
    }
  }

  private static void assertIsWithin(Row row, LogEntry entry) {
    assertThat(entry.position()).isBetween(row.firstPosition(), row.lastPosition());
    assertThat(entry.publishedAt()).isBeforeOrEqualTo(row.storedAt());
    assertThat(entry.expiresAt()).isBetween(row.earliestExpiry(), row.latestExpiry());
  }
}
