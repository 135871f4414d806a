package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import dev.tidings.store.log.MessageLog.Head;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Reads entries from the database; {@link MessageLog} documents each method. */
@ApplicationScoped
class LogReader {

  /* One range of the primary key, in its order; the limit bounds what is held in memory. */
  private static final String READ =
      """
      SELECT %s
      FROM tidings.message
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ? AND expires_at > ?
      ORDER BY topic_id, lane, position
      LIMIT ?"""
          .formatted(MessageRow.COLUMNS);

  /* As READ, without what makes a row large. */
  private static final String READ_HEADS =
      """
      SELECT position, priority, published_at, expires_at
      FROM tidings.message
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ? AND expires_at > ?
      ORDER BY topic_id, lane, position
      LIMIT ?""";

  /* Sizes alone: rows may be a thousand times as large as the ones before them. */
  private static final String READ_SIZES =
      """
      SELECT position, octet_length(data)
      FROM tidings.message
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ? AND expires_at > ?
      ORDER BY topic_id, lane, position
      LIMIT ?""";

  private static final String READ_AT =
      """
      SELECT %s
      FROM tidings.message
      WHERE topic_id = ? AND lane = ? AND position = ANY (?) AND expires_at > ?
      ORDER BY topic_id, lane, position"""
          .formatted(MessageRow.COLUMNS);

  /* In the order of message_id_is_unique: what was published, then its copies. */
  private static final String FIND =
      "SELECT %s FROM tidings.message WHERE msg_id = ? AND topic_id = ? ORDER BY msg_id, copy"
          .formatted(MessageRow.COLUMNS);

  private static final String EXISTS = "SELECT 1 FROM tidings.message WHERE msg_id = ?";

  List<LogEntry> read(
      Connection connection, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        READ,
        parameters -> addRange(parameters, topicId, lane, from, to, now, limit),
        MessageRow::read);
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
    return JdbcRunner.extract(
        connection,
        READ_SIZES,
        parameters -> addRange(parameters, topicId, lane, from, to, now, limit),
        rows -> fit(rows, from, to, maxBytes));
  }

  private static long fit(ResultSet rows, long from, long to, long maxBytes) throws SQLException {
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

  List<Head> readHeads(
      Connection connection, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        READ_HEADS,
        parameters -> addRange(parameters, topicId, lane, from, to, now, limit),
        row -> head(lane, row));
  }

  private static Head head(int lane, ResultSet row) throws SQLException {
    return new Head(
        lane,
        row.getLong(1),
        row.getInt(2),
        MessageRow.instant(row, 3),
        MessageRow.instant(row, 4));
  }

  private static void addRange(
      Parameters parameters, long topicId, int lane, long from, long to, Instant now, int limit)
      throws SQLException {
    parameters.add(topicId).add(lane).add(from).add(to).add(now).add(limit);
  }

  List<LogEntry> readAt(
      Connection connection, long topicId, int lane, Collection<Long> positions, Instant now)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        READ_AT,
        parameters ->
            parameters.add(topicId).add(lane).addArray("bigint", positions.toArray()).add(now),
        MessageRow::read);
  }

  List<LogEntry> find(Connection connection, long topicId, MessageId id) throws SQLException {
    return JdbcRunner.query(
        connection,
        FIND,
        parameters -> parameters.add(id.toBytes()).add(topicId),
        MessageRow::read);
  }

  boolean exists(Connection connection, MessageId id) throws SQLException {
    return JdbcRunner.exists(connection, EXISTS, parameters -> parameters.add(id.toBytes()));
  }
}
