package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.store.log.MessageLog.Head;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads entries from the database; {@link MessageLog} documents each method. */
@ApplicationScoped
class LogReader {

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

  List<LogEntry> read(
      Connection connection, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      setRange(statement, topicId, lane, from, to, now, limit);
      return entries(statement);
    }
  }

  long fit(
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

  List<Head> readHeads(
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

  List<LogEntry> readAt(
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

  List<LogEntry> find(Connection connection, long topicId, MessageId id) throws SQLException {
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

  boolean exists(Connection connection, MessageId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXISTS)) {
      statement.setBytes(1, id.toBytes());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
