package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/** The table of messages, written and read with nothing around it. */
final class BareLog {
  private static final long TOPIC = 1;
  private static final int LANE = 5;

  private static final String COLUMNS =
      """
      topic_id, lane, position, priority, msg_id, published_at, expires_at, has_gd, publisher_id, \
      pattern_matched, mime_type, form, data, correl_id, in_reply_to, ext_client_id, \
      ext_pub_time, reply_to, attributes""";
  private static final int COLUMN_COUNT = COLUMNS.split(",").length;

  private static final String INSERT =
      "INSERT INTO tidings.message (%s) VALUES (?%s)"
          .formatted(COLUMNS, ", ?".repeat(COLUMN_COUNT - 1));

  /* As a drain reads: one range of the primary key. */
  private static final String READ =
      """
      SELECT %s FROM tidings.message
      WHERE topic_id = ? AND lane = ? AND position BETWEEN ? AND ? AND expires_at > ?
      ORDER BY topic_id, lane, position"""
          .formatted(COLUMNS);

  private static final Instant NEVER = Instant.parse("2094-12-12T23:12:08Z");
  private static final int FIRST_WITHOUT_VALUE = 14;

  private final BenchDatabase database;
  private final Connection connection;
  private final byte[] data;
  private long last;

  BareLog(BenchDatabase database, Connection connection, int bytes) {
    this.database = database;
    this.connection = connection;
    data = Payload.ofSize(bytes).getBytes(UTF_8);
  }

  long last() {
    return last;
  }

  void empty() throws SQLException {
    database.empty(connection);
    last = 0;
  }

  /** Appends that many messages and waits until they are on disk. */
  void append(int count) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < count; i++) {
        set(statement, ++last);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    connection.commit();
    database.flush(connection);
  }

  private void set(PreparedStatement statement, long position) throws SQLException {
    statement.setLong(1, TOPIC);
    statement.setInt(2, LANE);
    statement.setLong(3, position);
    statement.setInt(4, LANE);
    statement.setBytes(5, id(position));
    statement.setObject(6, OffsetDateTime.now(ZoneOffset.UTC));
    statement.setObject(7, OffsetDateTime.ofInstant(NEVER, ZoneOffset.UTC));
    statement.setBoolean(8, true);
    statement.setLong(9, 1);
    statement.setString(10, "pub=/bench/*");
    statement.setString(11, "application/json");
    statement.setString(12, "JSON");
    statement.setBytes(13, data);
    statement.setNull(14, Types.VARCHAR);
    statement.setNull(15, Types.VARCHAR);
    statement.setNull(16, Types.VARCHAR);
    statement.setNull(17, Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setNull(18, Types.VARCHAR);
    statement.setNull(19, Types.VARCHAR);
  }

  /** Ordered by time, like real ones. */
  private static byte[] id(long position) {
    byte[] id = new byte[12];
    for (int i = 0; i < Long.BYTES; i++) {
      id[i] = (byte) (position >>> (56 - 8 * i));
    }
    int random = ThreadLocalRandom.current().nextInt();
    for (int i = 0; i < Integer.BYTES; i++) {
      id[Long.BYTES + i] = (byte) (random >>> (8 * i));
    }
    return id;
  }

  /** Reads a range with all its columns and says how many rows it had. */
  int read(long from, long to) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, TOPIC);
      statement.setInt(2, LANE);
      statement.setLong(3, from);
      statement.setLong(4, to);
      statement.setObject(5, OffsetDateTime.now(ZoneOffset.UTC));
      try (ResultSet rows = statement.executeQuery()) {
        int count = 0;
        while (rows.next()) {
          take(rows);
          count++;
        }
        return count;
      }
    } finally {
      connection.commit();
    }
  }

  private static void take(ResultSet row) throws SQLException {
    row.getInt(2);
    row.getLong(3);
    row.getInt(4);
    row.getBytes(5);
    row.getObject(6, OffsetDateTime.class);
    row.getObject(7, OffsetDateTime.class);
    row.getBoolean(8);
    row.getLong(9);
    row.getString(10);
    row.getString(11);
    row.getString(12);
    row.getBytes(13);
    for (int column = FIRST_WITHOUT_VALUE; column <= COLUMN_COUNT; column++) {
      row.getString(column);
    }
  }
}
