package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages that are scheduled for later, until they are appended to the log. */
@ApplicationScoped
public class ScheduledEntries {
  @Inject MessageIds ids;

  private static final String ADD =
      """
      INSERT INTO tidings.scheduled (topic_id, %s, due_at, deliver_to)
      VALUES (?%s, ?, ?)"""
          .formatted(MessageRow.COLUMNS, ", ?".repeat(MessageRow.WIDTH));

  /* In the order of scheduled_by_topic, so that the limit bounds what is read. */
  private static final String READ_DUE =
      """
      SELECT %s, due_at, deliver_to
      FROM tidings.scheduled
      WHERE topic_id = ? AND due_at <= ? AND deliver_to IS %s NULL
      ORDER BY topic_id, due_at, msg_id
      LIMIT ? OFFSET ?""";

  private static final String READ_DUE_FOR_ALL = READ_DUE.formatted(MessageRow.COLUMNS, "");

  private static final String READ_DUE_FOR_SOME = READ_DUE.formatted(MessageRow.COLUMNS, "NOT");

  /* Both by scheduled_by_time, for all topics. */
  private static final String TOPICS_WITH_DUE =
      "SELECT DISTINCT topic_id FROM tidings.scheduled WHERE due_at <= ?";

  private static final String NEXT_DUE = "SELECT min(due_at) FROM tidings.scheduled";

  /* By scheduled_id_is_unique. */
  private static final String FIND =
      "SELECT %s, due_at, deliver_to, topic_id FROM tidings.scheduled WHERE msg_id = ?"
          .formatted(MessageRow.COLUMNS);

  private static final String EXISTS = "SELECT 1 FROM tidings.scheduled WHERE msg_id = ?";

  private static final String DELETE = "DELETE FROM tidings.scheduled WHERE msg_id = ?";

  /**
   * An entry without a position.
   *
   * @param deliverTo the only subscriptions that get it; empty for all of the topic's
   */
  public record Entry(LogEntry entry, List<SubscriptionKey> deliverTo, Instant dueAt) {}

  public void add(Connection connection, long topicId, Collection<Entry> entries)
      throws SQLException {
    JdbcRunner.batch(
        connection,
        ADD,
        entries,
        (parameters, one) ->
            MessageRow.addTo(parameters.add(topicId), one.entry())
                .add(one.dueAt())
                .add(MessageRow.keys(one.deliverTo())));
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
    return JdbcRunner.query(
        connection,
        isForSome ? READ_DUE_FOR_SOME : READ_DUE_FOR_ALL,
        parameters -> parameters.add(topicId).add(now).add(limit).add(skipped),
        ScheduledEntries::entry);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        MessageRow.read(row),
        MessageRow.keys(row.getString(MessageRow.WIDTH + 2)),
        MessageRow.instant(row, MessageRow.WIDTH + 1));
  }

  /**
   * The ids of those entries that are not theirs any more: two publishers that use one id at the
   * same moment, one of them for later, do not see each other.
   */
  public Set<MessageId> taken(Connection connection, Collection<Entry> entries)
      throws SQLException {
    return ids.taken(connection, entries.stream().map(one -> one.entry().id()).toList());
  }

  public List<Long> topicsWithDue(Connection connection, Instant now) throws SQLException {
    return JdbcRunner.query(
        connection, TOPICS_WITH_DUE, parameters -> parameters.add(now), row -> row.getLong(1));
  }

  /** When the first of all is due; empty when nothing is held back. */
  public Optional<Instant> nextDue(Connection connection) throws SQLException {
    return JdbcRunner.extract(
        connection, NEXT_DUE, JdbcRunner.NO_PARAMETERS, ScheduledEntries::minimum);
  }

  private static Optional<Instant> minimum(ResultSet row) throws SQLException {
    row.next();
    return row.getObject(1) == null ? Optional.empty() : Optional.of(MessageRow.instant(row, 1));
  }

  /** An entry and its topic. */
  public record Found(long topicId, Entry entry) {}

  /** What is scheduled under that id, if anything. */
  public Optional<Found> find(Connection connection, MessageId id) throws SQLException {
    return JdbcRunner.queryForOne(
        connection,
        FIND,
        parameters -> parameters.add(id.toBytes()),
        row -> new Found(row.getLong(MessageRow.WIDTH + 3), entry(row)));
  }

  public boolean exists(Connection connection, MessageId id) throws SQLException {
    return JdbcRunner.exists(connection, EXISTS, parameters -> parameters.add(id.toBytes()));
  }

  public void delete(Connection connection, Collection<Entry> entries) throws SQLException {
    JdbcRunner.batch(
        connection,
        DELETE,
        entries,
        (parameters, one) -> parameters.add(one.entry().id().toBytes()));
  }
}
