package dev.tidings.store.queue.inflight;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of each queue that reached their maximum number of deliveries, as copies beside the
 * log.
 */
@ApplicationScoped
public class DeadLetters {

  private static final String ADD =
      """
      INSERT INTO tidings.dead_letter
        (subscription_id, %s, delivery_count, reason, died_at)
      VALUES (?%s, ?, ?, ?)"""
          .formatted(MessageRow.COLUMNS, ", ?".repeat(MessageRow.WIDTH));

  private static final String READ =
      """
      SELECT %s, delivery_count, reason, died_at, id
      FROM tidings.dead_letter
      WHERE subscription_id = ? AND id > ?"""
          .formatted(MessageRow.COLUMNS);

  private static final String WITH_IDS = " AND msg_id = ANY (?)";

  /* Not LIKE: what is looked for may contain its special characters. */
  private static final String WITH_REASON = " AND position(CAST(? AS VARCHAR(1000)) IN reason) > 0";

  private static final String BEFORE = " AND died_at < ?";

  /* The order of dead_letter_of_subscription: a page reads no row of an earlier one. */
  private static final String IN_ORDER = " ORDER BY subscription_id, id LIMIT ?";

  /* By dead_letter_by_message. */
  private static final String DEATHS =
      """
      SELECT subscription_id, delivery_count, reason, died_at
      FROM tidings.dead_letter
      WHERE msg_id = ?
      ORDER BY id""";

  private static final String COUNT =
      "SELECT count(*) FROM tidings.dead_letter WHERE subscription_id = ?";

  private static final String DELETE = "DELETE FROM tidings.dead_letter WHERE id = ?";

  /**
   * One dead letter.
   *
   * @param id grows with the time of death
   * @param deliveryCount of its last delivery
   */
  public record Dead(long id, LogEntry entry, int deliveryCount, String reason, Instant diedAt) {}

  /**
   * What is known of a dead letter besides the message.
   *
   * @param deliveryCount of its last delivery; 0 if there was none
   */
  public record Death(int deliveryCount, String reason, Instant diedAt) {}

  /**
   * A message that becomes a dead letter.
   *
   * @param deliveryCount of its last delivery; 0 if there was none
   */
  public record Rejected(LogEntry entry, int deliveryCount) {}

  /** Adds copies of messages that leave their queue in the same transaction. */
  public void add(
      Connection connection,
      long subscriptionId,
      Collection<Rejected> rejected,
      String reason,
      Instant now)
      throws SQLException {
    JdbcRunner.batch(
        connection,
        ADD,
        rejected,
        (parameters, one) ->
            MessageRow.addTo(parameters.add(subscriptionId), one.entry())
                .add(one.deliveryCount())
                .add(reason)
                .add(now));
  }

  /** Those after an id that the filter lets through, oldest first. */
  public List<Dead> read(
      Connection connection, long subscriptionId, DeadLetterFilter filter, long after, int limit)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        query(filter),
        parameters -> {
          parameters.add(subscriptionId).add(after);
          if (filter.ids().isPresent()) {
            parameters.addArray(
                "bytea",
                filter.ids().get().stream().map(MessageId::toBytes).toArray(byte[][]::new));
          }
          if (filter.reason().isPresent()) {
            parameters.add(filter.reason().get());
          }
          if (filter.diedBefore().isPresent()) {
            parameters.add(filter.diedBefore().get());
          }
          parameters.add(limit);
        },
        DeadLetters::dead);
  }

  private static String query(DeadLetterFilter filter) {
    return READ
        + (filter.ids().isPresent() ? WITH_IDS : "")
        + (filter.reason().isPresent() ? WITH_REASON : "")
        + (filter.diedBefore().isPresent() ? BEFORE : "")
        + IN_ORDER;
  }

  private static Dead dead(ResultSet row) throws SQLException {
    int next = MessageRow.WIDTH;
    return new Dead(
        row.getLong(next + 4),
        MessageRow.read(row),
        row.getInt(next + 1),
        row.getString(next + 2),
        MessageRow.instant(row, next + 3));
  }

  /** How the message of that id died, by the id of the subscription; where it did twice, first. */
  public Map<Long, Death> deaths(Connection connection, MessageId id) throws SQLException {
    Map<Long, Death> deaths = new LinkedHashMap<>();
    JdbcRunner.forEach(
        connection,
        DEATHS,
        parameters -> parameters.add(id.toBytes()),
        row ->
            deaths.putIfAbsent(
                row.getLong(1),
                new Death(row.getInt(2), row.getString(3), MessageRow.instant(row, 4))));
    return deaths;
  }

  public long count(Connection connection, long subscriptionId) throws SQLException {
    return JdbcRunner.queryForOne(
            connection, COUNT, parameters -> parameters.add(subscriptionId), row -> row.getLong(1))
        .orElseThrow();
  }

  /** Deletes them, if they are still there. */
  public void delete(Connection connection, Collection<Dead> dead) throws SQLException {
    JdbcRunner.batch(connection, DELETE, dead, (parameters, one) -> parameters.add(one.id()));
  }
}
