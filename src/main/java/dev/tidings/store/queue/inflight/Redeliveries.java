package dev.tidings.store.queue.inflight;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages of a queue that wait for redelivery beside its cursor. */
@ApplicationScoped
public class Redeliveries {

  /** What is due at once is due whatever the clock says. */
  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

  private static final String FIND_ADDRESSEE =
      "SELECT id FROM tidings.subscription WHERE topic_id = ? AND sub_key = ?";

  private static final String ADD =
      """
      INSERT INTO tidings.redelivery
        (subscription_id, priority, lane, position, delivery_count, granted, expires_at, due_at,
         reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String PRIORITIES =
      "SELECT DISTINCT priority FROM tidings.redelivery WHERE subscription_id = ?";

  /* A range of the primary key in its order, so that the limit bounds what is read. */
  private static final String READ =
      """
      SELECT priority, lane, position, delivery_count, granted
      FROM tidings.redelivery
      WHERE subscription_id = ? AND priority = ?
        AND (lane, position) >= (?, ?)
        AND expires_at > ? AND due_at %s ?
      ORDER BY subscription_id, priority, lane, position
      LIMIT ?""";

  private static final String READ_ALL =
      """
      SELECT priority, lane, position, delivery_count, granted
      FROM tidings.redelivery
      WHERE subscription_id = ? AND expires_at > ?""";

  private static final String READ_DUE = READ.formatted("<=");

  private static final String READ_DELAYED = READ.formatted(">");

  private static final String COUNT_DELAYED =
      """
      SELECT count(*)
      FROM tidings.redelivery
      WHERE subscription_id = ? AND expires_at > ? AND due_at > ?""";

  /* One descent of the primary key for each subscription. */
  private static final String FIND =
      """
      SELECT s.id, r.delivery_count, r.due_at, r.expires_at, r.reason
      FROM tidings.subscription s
      JOIN tidings.redelivery r ON r.subscription_id = s.id
      WHERE s.topic_id = ? AND r.priority = ? AND r.lane = ? AND r.position = ?""";

  private static final String DELETE =
      """
      DELETE FROM tidings.redelivery
      WHERE subscription_id = ? AND priority = ? AND lane = ? AND position = ?""";

  private static final String DELETE_OF_TOPIC =
      """
      DELETE FROM tidings.redelivery
      WHERE lane = ? AND position BETWEEN ? AND ?
        AND subscription_id IN (SELECT id FROM tidings.subscription WHERE topic_id = ?)""";

  private static final String DELETE_ALL =
      "DELETE FROM tidings.redelivery WHERE subscription_id = ?";

  private static final String DELETE_EXPIRED =
      "DELETE FROM tidings.redelivery WHERE subscription_id = ? AND expires_at <= ?";

  /** The ids of those keys that are subscribed to the topic; the others are missing. */
  public Map<SubscriptionKey, Long> addressees(
      Connection connection, long topicId, Set<SubscriptionKey> keys) throws SQLException {
    Map<SubscriptionKey, Long> ids = new LinkedHashMap<>();
    for (SubscriptionKey key : keys) {
      JdbcRunner.queryForOne(
              connection,
              FIND_ADDRESSEE,
              parameters -> parameters.add(topicId).add(key.value()),
              row -> row.getLong(1))
          .ifPresent(id -> ids.put(key, id));
    }
    return ids;
  }

  /** Puts an entry into a queue beside its cursor, never delivered yet. */
  public void add(Connection connection, long subscriptionId, LogEntry entry) throws SQLException {
    InFlight inFlight = new InFlight(entry.priority(), entry.lane(), entry.position(), 0, 0);
    add(
        connection,
        subscriptionId,
        List.of(new Return(inFlight, entry.expiresAt(), LONG_AGO, null)));
  }

  /** Puts back what used up its deliveries: its count goes on, and it has as many again. */
  public void addAgain(
      Connection connection, long subscriptionId, LogEntry entry, int deliveryCount)
      throws SQLException {
    InFlight inFlight =
        new InFlight(
            entry.priority(), entry.lane(), entry.position(), deliveryCount, deliveryCount);
    add(
        connection,
        subscriptionId,
        List.of(new Return(inFlight, entry.expiresAt(), LONG_AGO, null)));
  }

  /**
   * A message on its way back.
   *
   * @param reason null for none
   */
  record Return(InFlight inFlight, Instant expiresAt, Instant dueAt, String reason) {}

  void add(Connection connection, long subscriptionId, Collection<Return> returns)
      throws SQLException {
    JdbcRunner.batch(
        connection,
        ADD,
        returns,
        (parameters, one) ->
            addPlace(parameters, subscriptionId, one.inFlight())
                .add(one.inFlight().deliveryCount())
                .add(one.inFlight().granted())
                .add(one.expiresAt())
                .add(one.dueAt())
                .add(one.reason()));
  }

  private static Parameters addPlace(Parameters parameters, long subscriptionId, InFlight inFlight)
      throws SQLException {
    return parameters
        .add(subscriptionId)
        .add(inFlight.priority())
        .add(inFlight.lane())
        .add(inFlight.position());
  }

  /** Of which priorities there is anything, due or not, expired or not. */
  Set<Integer> priorities(Connection connection, long subscriptionId) throws SQLException {
    return Set.copyOf(
        JdbcRunner.query(
            connection,
            PRIORITIES,
            parameters -> parameters.add(subscriptionId),
            row -> row.getInt(1)));
  }

  /** What is due with one priority at a place or after it and lives now, in order. */
  List<InFlight> readDue(
      Connection connection, long subscriptionId, InFlight.Start from, Instant now, int limit)
      throws SQLException {
    return read(connection, READ_DUE, subscriptionId, from, now, limit);
  }

  /** As {@link #readDue}, of what is to come back later. */
  List<InFlight> readDelayed(
      Connection connection, long subscriptionId, InFlight.Start from, Instant now, int limit)
      throws SQLException {
    return read(connection, READ_DELAYED, subscriptionId, from, now, limit);
  }

  private static List<InFlight> read(
      Connection connection,
      String sql,
      long subscriptionId,
      InFlight.Start from,
      Instant now,
      int limit)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        sql,
        parameters ->
            parameters
                .add(subscriptionId)
                .add(from.priority())
                .add(from.lane())
                .add(from.position())
                .add(now)
                .add(now)
                .add(limit),
        Redeliveries::inFlight);
  }

  /** Everything that lives now, in no order. */
  List<InFlight> readAll(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    return JdbcRunner.query(
        connection,
        READ_ALL,
        parameters -> parameters.add(subscriptionId).add(now),
        Redeliveries::inFlight);
  }

  private static InFlight inFlight(ResultSet row) throws SQLException {
    return new InFlight(row.getInt(1), row.getInt(2), row.getLong(3), row.getInt(4), row.getInt(5));
  }

  /** A message that waits beside the cursor. */
  public record Waiting(int deliveryCount, Instant dueAt, Instant expiresAt, String reason) {}

  /** In which queues of its topic an entry waits, by the id of the subscription. */
  public Map<Long, Waiting> find(Connection connection, long topicId, LogEntry entry)
      throws SQLException {
    Map<Long, Waiting> waiting = new HashMap<>();
    JdbcRunner.forEach(
        connection,
        FIND,
        parameters ->
            parameters.add(topicId).add(entry.priority()).add(entry.lane()).add(entry.position()),
        row ->
            waiting.put(
                row.getLong(1),
                new Waiting(
                    row.getInt(2),
                    MessageRow.instant(row, 3),
                    MessageRow.instant(row, 4),
                    row.getString(5))));
    return waiting;
  }

  /** How many are to come back later. */
  public long delayed(Connection connection, long subscriptionId, Instant now) throws SQLException {
    return JdbcRunner.queryForOne(
            connection,
            COUNT_DELAYED,
            parameters -> parameters.add(subscriptionId).add(now).add(now),
            row -> row.getLong(1))
        .orElseThrow();
  }

  /**
   * Takes one message out of a queue.
   *
   * @return whether it was there
   */
  boolean delete(Connection connection, long subscriptionId, InFlight inFlight)
      throws SQLException {
    return JdbcRunner.update(
            connection, DELETE, parameters -> addPlace(parameters, subscriptionId, inFlight))
        > 0;
  }

  public void delete(Connection connection, long subscriptionId, Collection<InFlight> all)
      throws SQLException {
    JdbcRunner.batch(
        connection,
        DELETE,
        all,
        (parameters, inFlight) -> addPlace(parameters, subscriptionId, inFlight));
  }

  /** Takes a part of a lane out of the queue of each subscription of a topic. */
  public void deleteOfTopic(Connection connection, long topicId, int lane, long from, long to)
      throws SQLException {
    JdbcRunner.update(
        connection,
        DELETE_OF_TOPIC,
        parameters -> parameters.add(lane).add(from).add(to).add(topicId));
  }

  public void deleteAll(Connection connection, long subscriptionId) throws SQLException {
    JdbcRunner.update(connection, DELETE_ALL, parameters -> parameters.add(subscriptionId));
  }

  /** Forgets what has expired in a queue whose cursor the caller has locked. */
  public void deleteExpired(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    JdbcRunner.update(
        connection, DELETE_EXPIRED, parameters -> parameters.add(subscriptionId).add(now));
  }
}
