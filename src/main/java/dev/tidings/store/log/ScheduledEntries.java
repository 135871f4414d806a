package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.api.SubscriptionKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages that are scheduled for later, until they are appended to the log. */
@ApplicationScoped
public class ScheduledEntries {

  private static final String ADD =
      """
      INSERT INTO scheduled (topic_id, %s, due_at, deliver_to)
      VALUES (?%s, ?, ?)"""
          .formatted(MessageRow.COLUMNS, ", ?".repeat(MessageRow.WIDTH));

  private static final String READ_DUE =
      """
      SELECT %s, due_at, deliver_to
      FROM scheduled
      WHERE topic_id = ? AND due_at <= ? AND deliver_to IS %s NULL
      ORDER BY topic_id, due_at, msg_id
      LIMIT ? OFFSET ?""";

  private static final String READ_DUE_FOR_ALL = READ_DUE.formatted(MessageRow.COLUMNS, "");

  private static final String READ_DUE_FOR_SOME = READ_DUE.formatted(MessageRow.COLUMNS, "NOT");

  /* Two publishers that use one id at the same moment, one held back, do not see each other. */
  private static final String TAKEN = "SELECT msg_id FROM message WHERE msg_id = ANY (?)";

  private static final String TOPICS_WITH_DUE =
      "SELECT DISTINCT topic_id FROM scheduled WHERE due_at <= ?";

  private static final String NEXT_DUE = "SELECT min(due_at) FROM scheduled";

  private static final String EXISTS = "SELECT 1 FROM scheduled WHERE msg_id = ?";

  private static final String DELETE = "DELETE FROM scheduled WHERE msg_id = ?";

  /**
   * An entry without a position.
   *
   * @param deliverTo the only subscriptions that get it; empty for all of the topic's
   */
  public record Entry(LogEntry entry, List<SubscriptionKey> deliverTo, Instant dueAt) {}

  public void add(Connection connection, long topicId, Collection<Entry> entries)
      throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      for (Entry one : entries) {
        statement.setLong(1, topicId);
        MessageRow.write(statement, 2, one.entry());
        statement.setObject(MessageRow.WIDTH + 2, MessageRow.timestamp(one.dueAt()));
        statement.setString(MessageRow.WIDTH + 3, MessageRow.keys(one.deliverTo()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * What is due, first of all what was due first; under the topic's row lock only one reads it.
   *
   * @param isForSome whether what only some subscriptions get, or what all of the topic's get
   * @param skipped how many of the first are left out
   */
  public List<Entry> due(
      Connection connection, long topicId, boolean isForSome, Instant now, int skipped, int limit)
      throws SQLException {
    String sql = isForSome ? READ_DUE_FOR_SOME : READ_DUE_FOR_ALL;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, topicId);
      statement.setObject(2, MessageRow.timestamp(now));
      statement.setInt(3, limit);
      statement.setInt(4, skipped);
      try (ResultSet rows = statement.executeQuery()) {
        List<Entry> due = new ArrayList<>();
        while (rows.next()) {
          due.add(
              new Entry(
                  MessageRow.read(rows),
                  MessageRow.keys(rows.getString(MessageRow.WIDTH + 2)),
                  MessageRow.instant(rows, MessageRow.WIDTH + 1)));
        }
        return due;
      }
    }
  }

  /** The ids of those entries that are not theirs any more. */
  public Set<MessageId> taken(Connection connection, Collection<Entry> entries)
      throws SQLException {
    byte[][] ids = entries.stream().map(one -> one.entry().id().toBytes()).toArray(byte[][]::new);
    try (PreparedStatement statement = connection.prepareStatement(TAKEN)) {
      statement.setArray(1, connection.createArrayOf("bytea", ids));
      try (ResultSet rows = statement.executeQuery()) {
        Set<MessageId> taken = new HashSet<>();
        while (rows.next()) {
          taken.add(MessageId.of(rows.getBytes(1)));
        }
        return taken;
      }
    }
  }

  public List<Long> topicsWithDue(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TOPICS_WITH_DUE)) {
      statement.setObject(1, MessageRow.timestamp(now));
      try (ResultSet rows = statement.executeQuery()) {
        List<Long> topics = new ArrayList<>();
        while (rows.next()) {
          topics.add(rows.getLong(1));
        }
        return topics;
      }
    }
  }

  /** When the first of all is due; empty when nothing is held back. */
  public Optional<Instant> nextDue(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NEXT_DUE);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1) == null ? Optional.empty() : Optional.of(MessageRow.instant(row, 1));
    }
  }

  public boolean exists(Connection connection, MessageId id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXISTS)) {
      statement.setBytes(1, id.toBytes());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  public void delete(Connection connection, Collection<Entry> entries) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (Entry one : entries) {
        statement.setBytes(1, one.entry().id().toBytes());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
