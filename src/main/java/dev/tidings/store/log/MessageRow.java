package dev.tidings.store.log;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps a log entry to a row: of the log itself, and of tables that hold copies of entries. */
public final class MessageRow {
  /** In the order in which they are written and read. */
  public static final String COLUMNS =
      """
      lane, position, priority, msg_id, published_at, expires_at, has_gd, publisher_id, \
      pattern_matched, mime_type, form, data, correl_id, in_reply_to, ext_client_id, \
      ext_pub_time, reply_to, attributes, copy""";

  /** How many columns that are. */
  public static final int WIDTH = 19;

  private MessageRow() {}

  /** Sets all columns, as parameters, the first of which has that number. */
  public static void write(PreparedStatement statement, int first, LogEntry entry)
      throws SQLException {
    Publication publication = entry.publication();
    statement.setInt(first, entry.lane());
    statement.setLong(first + 1, entry.position());
    statement.setInt(first + 2, entry.priority());
    statement.setBytes(first + 3, entry.id().toBytes());
    statement.setObject(first + 4, timestamp(entry.publishedAt()));
    statement.setObject(first + 5, timestamp(entry.expiresAt()));
    statement.setBoolean(first + 6, entry.hasGd());
    statement.setLong(first + 7, entry.publisherId());
    statement.setString(first + 8, entry.patternMatched());
    statement.setString(first + 9, publication.mimeType());
    statement.setString(first + 10, publication.data().form().name());
    statement.setBytes(first + 11, publication.data().toBytes());
    statement.setString(first + 12, publication.correlId().orElse(null));
    statement.setString(first + 13, publication.inReplyTo().orElse(null));
    statement.setString(first + 14, publication.extClientId().orElse(null));
    statement.setObject(
        first + 15,
        publication.extPubTime().map(MessageRow::timestamp).orElse(null),
        Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setString(first + 16, keys(publication.replyTo()));
    statement.setString(first + 17, attributes(publication.attributes()));
    statement.setLong(first + 18, entry.copy());
  }

  /** Reads all columns, from the first one on. */
  public static LogEntry read(ResultSet row) throws SQLException {
    Instant publishedAt = instant(row, 5);
    Instant expiresAt = instant(row, 6);
    return new LogEntry(
        row.getInt(1),
        row.getLong(2),
        MessageId.of(row.getBytes(4)),
        publishedAt,
        expiresAt,
        row.getBoolean(7),
        row.getLong(8),
        row.getString(9),
        publication(row),
        row.getLong(19));
  }

  private static Publication publication(ResultSet row) throws SQLException {
    Publication.Builder builder =
        Publication.builder()
            .priority(row.getInt(3))
            .mimeType(row.getString(10))
            .data(Content.of(Content.Form.valueOf(row.getString(11)), row.getBytes(12)))
            .correlId(row.getString(13))
            .inReplyTo(row.getString(14))
            .extClientId(row.getString(15));
    if (row.getObject(16) != null) {
      builder.extPubTime(anyInstant(row, 16));
    }
    keys(row.getString(17)).forEach(builder::replyTo);
    String attributes = row.getString(18);
    if (attributes != null) {
      readAttributes(builder, attributes);
    }
    return builder.build();
  }

  /** The entry as it will be read from the row that it was written to. */
  static LogEntry asStored(LogEntry entry) {
    return new LogEntry(
        entry.lane(),
        entry.position(),
        entry.id(),
        rounded(entry.publishedAt()),
        rounded(entry.expiresAt()),
        entry.hasGd(),
        entry.publisherId(),
        entry.patternMatched(),
        asStored(entry.publication()),
        entry.copy());
  }

  private static Publication asStored(Publication publication) {
    Publication.Builder builder =
        Publication.builder()
            .priority(publication.priority())
            .mimeType(publication.mimeType())
            .data(publication.data())
            .correlId(publication.correlId().orElse(null))
            .inReplyTo(publication.inReplyTo().orElse(null))
            .extClientId(publication.extClientId().orElse(null))
            .extPubTime(publication.extPubTime().map(MessageRow::rounded).orElse(null));
    publication.replyTo().forEach(builder::replyTo);
    publication.attributes().forEach(builder::attribute);
    return builder.build();
  }

  /** Databases keep microseconds, the nearest one. */
  private static Instant rounded(Instant instant) {
    return instant.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
  }

  /** A moment as a parameter. */
  public static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * A moment of this server out of a row. As a timestamp, because Payara looks for {@code
   * getObject(int, Class)} by reflection at every call, which takes longer than all else in a row.
   */
  public static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  /** A moment that a client has named: timestamps count days before 1582 by another calendar. */
  private static Instant anyInstant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Keys as one column; null for none. */
  public static String keys(List<SubscriptionKey> keys) {
    return keys.isEmpty()
        ? null
        : keys.stream().map(SubscriptionKey::value).collect(Collectors.joining("\n"));
  }

  /** Keys out of a column. */
  static List<SubscriptionKey> keys(String column) {
    return column == null ? List.of() : column.lines().map(SubscriptionKey::of).toList();
  }

  private static String attributes(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return null;
    }
    JsonObjectBuilder json = Json.createObjectBuilder();
    attributes.forEach(json::add);
    return json.build().toString();
  }

  private static void readAttributes(Publication.Builder builder, String attributes) {
    try (JsonReader reader = Json.createReader(new StringReader(attributes))) {
      var object = reader.readObject();
      object.keySet().forEach(name -> builder.attribute(name, object.getString(name)));
    }
  }
}
