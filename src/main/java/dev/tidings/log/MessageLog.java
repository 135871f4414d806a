package dev.tidings.log;

import dev.tidings.api.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
          .formatted(MessageRow.COLUMNS, ", ?".repeat(18));

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
      SELECT position, published_at
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

  private static final String READ_ONE =
      "SELECT %s FROM message WHERE topic_id = ? AND lane = ? AND position = ?"
          .formatted(MessageRow.COLUMNS);

  private static final String FIND =
      "SELECT %s FROM message WHERE msg_id = ? AND topic_id = ?".formatted(MessageRow.COLUMNS);

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
    long at(int lane) {
      return lane == Lane.ADDRESSED ? addressed : lanes.at(lane);
    }
  }

  /** Where an entry is and when it was published. */
  public record Head(int lane, long position, Instant publishedAt) {}

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

  /**
   * Appends in the order given. The caller holds the topic's row lock.
   *
   * @param end where the log ends, read under that lock
   * @return the entries with their positions
   */
  public List<LogEntry> append(Connection connection, long topicId, End end, List<LogEntry> entries)
      throws SQLException {
    List<LogEntry> placed = place(end, entries);
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (LogEntry entry : placed) {
        statement.setLong(1, topicId);
        MessageRow.write(statement, entry);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return placed;
  }

  private static List<LogEntry> place(End end, List<LogEntry> entries) {
    List<LogEntry> placed = new ArrayList<>(entries.size());
    Positions next = end.lanes();
    long nextAddressed = end.addressed();
    for (LogEntry entry : entries) {
      if (entry.lane() == Lane.ADDRESSED) {
        placed.add(entry.at(nextAddressed++));
      } else {
        placed.add(entry.at(next.at(entry.lane())));
        next = next.with(entry.lane(), next.at(entry.lane()) + 1);
      }
    }
    return placed;
  }

  /** The first {@code limit} entries of one lane from one position to another that live now. */
  public List<LogEntry> read(
      Connection connection, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      setRange(statement, topicId, lane, from, to, now, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<LogEntry> entries = new ArrayList<>();
        while (rows.next()) {
          entries.add(MessageRow.read(rows));
        }
        return entries;
      }
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
          heads.add(new Head(lane, rows.getLong(1), MessageRow.instant(rows, 2)));
        }
        return heads;
      }
    }
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

  /** The entry at one position, if it is still there. */
  public Optional<LogEntry> readOne(Connection connection, long topicId, int lane, long position)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_ONE)) {
      statement.setLong(1, topicId);
      statement.setInt(2, lane);
      statement.setLong(3, position);
      return first(statement);
    }
  }

  /** The entry of that id in the topic's log. */
  public Optional<LogEntry> find(Connection connection, long topicId, MessageId id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setBytes(1, id.toBytes());
      statement.setLong(2, topicId);
      return first(statement);
    }
  }

  private static Optional<LogEntry> first(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(MessageRow.read(row)) : Optional.empty();
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
