package dev.tidings.log;

import dev.tidings.api.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Appends to the log, reads it and finds in it. All methods work on the transaction given. */
@ApplicationScoped
public class MessageLog {

  /*
   * The newest row of each lane. Each is one descent of the primary key: H2 uses the index for the
   * order only if all of its columns are named, in one direction.
   */
  private static final String LAST_POSITION =
      """
      (SELECT m%1$d.position FROM message m%1$d WHERE m%1$d.topic_id = ? AND m%1$d.lane = %1$d
       ORDER BY m%1$d.topic_id DESC, m%1$d.lane DESC, m%1$d.position DESC LIMIT 1)""";

  private static final String NEXT_POSITIONS = nextPositions();

  private static final String INSERT =
      "INSERT INTO message (topic_id, %s) VALUES (?%s)"
          .formatted(MessageRow.COLUMNS, ", ?".repeat(MessageRow.WIDTH));

  /* One range of the primary key, in its order; the limit bounds what is held in memory. */
  private static final String READ =
      """
      SELECT %s
      FROM message
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ? AND expires_at > ?
      ORDER BY topic_id, lane, position
      LIMIT ?"""
          .formatted(MessageRow.COLUMNS);

  /* As READ, without what makes a row large. */
  private static final String READ_HEADS =
      """
      SELECT position, priority, published_at, expires_at
      FROM message
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ? AND expires_at > ?
      ORDER BY topic_id, lane, position
      LIMIT ?""";

  /* Sizes alone: rows may be a thousand times as large as the ones before them. */
  private static final String READ_SIZES =
      """
      SELECT position, octet_length(data)
      FROM message
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ? AND expires_at > ?
      ORDER BY topic_id, lane, position
      LIMIT ?""";

  private static final String READ_AT =
      """
      SELECT %s
      FROM message
      WHERE topic_id = ? AND lane = ? AND position = ANY (?) AND expires_at > ?
      ORDER BY topic_id, lane, position"""
          .formatted(MessageRow.COLUMNS);

  private static final String FIND =
      "SELECT %s FROM message WHERE msg_id = ? AND topic_id = ? ORDER BY msg_id, copy"
          .formatted(MessageRow.COLUMNS);

  private static final String EXISTS = "SELECT 1 FROM message WHERE msg_id = ?";

  private static final String DELETE_TOPIC = "DELETE FROM message WHERE topic_id = ?";

  private static String nextPositions() {
    List<String> lanes = new ArrayList<>();
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      lanes.add(LAST_POSITION.formatted(lane));
    }
    return "SELECT " + String.join(",\n", lanes);
  }

  /**
   * Where each lane of a topic ends.
   *
   * @param addressed the next position of lane 0
   * @param lanes the next positions of lanes 1 to 9
   */
  public record End(long addressed, Positions lanes) {
    public long at(int lane) {
      return lane == Lane.ADDRESSED ? addressed : lanes.at(lane);
    }

    /** Where the lanes end after one more entry of a lane. */
    End next(int lane) {
      return lane == Lane.ADDRESSED
          ? new End(addressed + 1, lanes)
          : new End(addressed, lanes.with(lane, lanes.at(lane) + 1));
    }
  }

  /** Entries with their positions, and where the lanes end after them. */
  public record Placed(List<LogEntry> entries, End end) {}

  /** What an entry is without what makes it large. */
  public record Head(
      int lane, long position, int priority, Instant publishedAt, Instant expiresAt) {}

  /**
   * The end of the log. Inside the topic's row lock it is where an append goes; it must then be a
   * statement after the one that took the lock, so that it sees what the previous owner committed.
   */
  public End end(Connection connection, long topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT_POSITIONS)) {
      for (int i = 1; i <= Lane.LAST + 1; i++) {
        statement.setLong(i, topicId);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Positions lanes = Positions.start();
        for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
          lanes = lanes.with(lane, row.getLong(lane + 1) + 1);
        }
        return new End(row.getLong(1) + 1, lanes);
      }
    }
  }

  /** Gives entries their positions, in the order given, from where the lanes end. */
  public static Placed place(End end, List<LogEntry> entries) {
    List<LogEntry> placed = new ArrayList<>(entries.size());
    End next = end;
    for (LogEntry entry : entries) {
      placed.add(entry.at(next.at(entry.lane())));
      next = next.next(entry.lane());
    }
    return new Placed(placed, next);
  }

  /**
   * Appends entries that were given the positions at the end of the log, which was read under the
   * topic's row lock. The caller holds it still.
   */
  public void append(Connection connection, long topicId, List<LogEntry> placed)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (LogEntry entry : placed) {
        statement.setLong(1, topicId);
        MessageRow.write(statement, entry);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The first {@code limit} entries of one lane from one position to another that live now. */
  public List<LogEntry> read(
      Connection connection, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      setRange(statement, topicId, lane, from, to, now, limit);
      return entries(statement);
    }
  }

  /**
   * How far {@link #read} may read so that what it returns has at most {@code maxBytes} of data, or
   * is one entry.
   *
   * @return the last position that still fits; {@code to} if all of them do
   */
  public long fit(
      Connection connection,
      long topicId,
      int lane,
      long from,
      long to,
      Instant now,
      int limit,
      long maxBytes)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_SIZES)) {
      setRange(statement, topicId, lane, from, to, now, limit);
      try (ResultSet rows = statement.executeQuery()) {
        long bytes = 0;
        long fitting = from;
        while (rows.next()) {
          bytes += rows.getLong(2);
          if (bytes > maxBytes) {
            return fitting;
          }
          fitting = rows.getLong(1);
        }
        return to;
      }
    }
  }

  /** As {@link #read}, but only where the entries are and how old. */
  public List<Head> readHeads(
      Connection connection, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_HEADS)) {
      setRange(statement, topicId, lane, from, to, now, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<Head> heads = new ArrayList<>();
        while (rows.next()) {
          heads.add(head(lane, rows));
        }
        return heads;
      }
    }
  }

  private static Head head(int lane, ResultSet row) throws SQLException {
    return new Head(
        lane,
        row.getLong(1),
        row.getInt(2),
        MessageRow.instant(row, 3),
        MessageRow.instant(row, 4));
  }

  private static void setRange(
      PreparedStatement statement,
      long topicId,
      int lane,
      long from,
      long to,
      Instant now,
      int limit)
      throws SQLException {
    statement.setLong(1, topicId);
    statement.setInt(2, lane);
    statement.setLong(3, from);
    statement.setLong(4, to);
    statement.setObject(5, MessageRow.timestamp(now));
    statement.setInt(6, limit);
  }

  /** The entries at these positions of one lane that live now, in order. */
  public List<LogEntry> readAt(
      Connection connection, long topicId, int lane, Collection<Long> positions, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_AT)) {
      statement.setLong(1, topicId);
      statement.setInt(2, lane);
      statement.setArray(3, connection.createArrayOf("bigint", positions.toArray()));
      statement.setObject(4, MessageRow.timestamp(now));
      return entries(statement);
    }
  }

  /** The entries of that id in the topic's log: what was published, and copies of it. */
  public List<LogEntry> find(Connection connection, long topicId, MessageId id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setBytes(1, id.toBytes());
      statement.setLong(2, topicId);
      return entries(statement);
    }
  }

  private static List<LogEntry> entries(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<LogEntry> entries = new ArrayList<>();
      while (rows.next()) {
        entries.add(MessageRow.read(rows));
      }
      return entries;
    }
  }

  /** Whether any topic holds a message of that id. */
  public boolean exists(Connection connection, MessageId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXISTS)) {
      statement.setBytes(1, id.toBytes());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Deletes the whole log of a topic that is itself about to go. */
  public void deleteTopic(Connection connection, long topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_TOPIC)) {
      statement.setLong(1, topicId);
      statement.executeUpdate();
    }
  }
}
