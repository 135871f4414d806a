package dev.tidings.store.log;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import dev.tidings.platform.database.jdbc.Parameters;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Maps a log entry to a row: of the log itself, and of tables that hold copies of entries. */
public final class MessageRow {
  /** In the order in which they are written and read. */
  public static final String COLUMNS =
      """
      copy, lane, position, priority, msg_id, published_at, expires_at, has_gd, publisher_id, \
      pattern_matched, mime_type, form, data, ext_pub_time, reply_to, attributes, %s"""
          .formatted(
              Stream.of(TextField.values())
                  .map(TextField::fieldName)
                  .collect(Collectors.joining(", ")));

  /** How many columns that are. */
  public static final int WIDTH = COLUMNS.split(",").length;

  private MessageRow() {}

  /** Adds all columns as parameters. */
  public static Parameters addTo(Parameters parameters, LogEntry entry) throws SQLException {
    parameters
        .add(entry.copy())
        .add(entry.lane())
        .add(entry.position())
        .add(entry.priority())
        .add(entry.id().toBytes())
        .add(entry.publishedAt())
        .add(entry.expiresAt())
        .add(entry.hasGd())
        .add(entry.publisherId())
        .add(entry.patternMatched());
    return addTo(parameters, entry.publication());
  }

  private static Parameters addTo(Parameters parameters, Publication publication)
      throws SQLException {
    parameters
        .add(publication.mimeType())
        .add(publication.data().form().name())
        .add(publication.data().toBytes())
        .add(publication.extPubTime().orElse(null))
        .add(keys(publication.replyTo()))
        .add(attributes(publication.attributes()));
    for (TextField field : TextField.values()) {
      parameters.add(publication.text(field).orElse(null));
    }
    return parameters;
  }

  /** Reads all columns, from the first one on. */
  public static LogEntry read(ResultSet row) throws SQLException {
    int column = 1;
    long copy = row.getLong(column++);
    int lane = row.getInt(column++);
    long position = row.getLong(column++);
    int priority = row.getInt(column++);
    return new LogEntry(
        lane,
        position,
        MessageId.of(row.getBytes(column++)),
        instant(row, column++),
        instant(row, column++),
        row.getBoolean(column++),
        row.getLong(column++),
        row.getString(column++),
        publication(row, column, priority),
        copy);
  }

  private static Publication publication(ResultSet row, int first, int priority)
      throws SQLException {
    int column = first;
    Publication.Builder builder =
        Publication.builder()
            .priority(priority)
            .mimeType(row.getString(column++))
            .data(Content.of(Content.Form.valueOf(row.getString(column++)), row.getBytes(column++)))
            .extPubTime(anyInstant(row, column++));
    keys(row.getString(column++)).forEach(builder::replyTo);
    readAttributes(builder, row.getString(column++));
    for (TextField field : TextField.values()) {
      builder.text(field, row.getString(column++));
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
            .extPubTime(publication.extPubTime().map(MessageRow::rounded).orElse(null));
    publication.replyTo().forEach(builder::replyTo);
    publication.attributes().forEach(builder::attribute);
    for (TextField field : TextField.values()) {
      builder.text(field, publication.text(field).orElse(null));
    }
    return builder.build();
  }

  /** Databases keep microseconds, the nearest one. */
  private static Instant rounded(Instant instant) {
    return instant.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * A moment of this node out of a row. As a timestamp, because Payara looks for {@code
   * getObject(int, Class)} by reflection at every call, which takes longer than all else in a row.
   */
  public static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  /** A moment that a client has named: timestamps count days before 1582 by another calendar. */
  private static Instant anyInstant(ResultSet row, int column) throws SQLException {
    return row.getObject(column) == null
        ? null
        : row.getObject(column, OffsetDateTime.class).toInstant();
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
    if (attributes == null) {
      return;
    }
    try (JsonReader reader = Json.createReader(new StringReader(attributes))) {
      var object = reader.readObject();
      object.keySet().forEach(name -> builder.attribute(name, object.getString(name)));
    }
  }
}
