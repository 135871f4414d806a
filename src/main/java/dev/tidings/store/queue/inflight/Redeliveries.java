package dev.tidings.store.queue.inflight;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
      "SELECT id FROM subscription WHERE topic_id = ? AND sub_key = ?";

  private static final String ADD =
      """
      INSERT INTO redelivery
        (subscription_id, priority, lane, position, delivery_count, granted, expires_at, due_at,
         reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String PRIORITIES =
      "SELECT DISTINCT priority FROM redelivery WHERE subscription_id = ?";

  private static final String READ =
      """
      SELECT priority, lane, position, delivery_count, granted
      FROM redelivery
      WHERE subscription_id = ? AND priority = ?
        AND (lane, position) >= (?, ?)
        AND expires_at > ? AND due_at %s ?
      ORDER BY subscription_id, priority, lane, position
      LIMIT ?""";

  private static final String READ_ALL =
      """
      SELECT priority, lane, position, delivery_count, granted
      FROM redelivery
      WHERE subscription_id = ? AND expires_at > ?""";

  private static final String READ_DUE = READ.formatted("<=");

  private static final String READ_DELAYED = READ.formatted(">");

  private static final String COUNT_DELAYED =
      """
      SELECT count(*)
      FROM redelivery
      WHERE subscription_id = ? AND expires_at > ? AND due_at > ?""";

  private static final String DELETE =
      """
      DELETE FROM redelivery
      WHERE subscription_id = ? AND priority = ? AND lane = ? AND position = ?""";

  private static final String DELETE_ALL = "DELETE FROM redelivery WHERE subscription_id = ?";

  private static final String DELETE_EXPIRED =
      "DELETE FROM redelivery WHERE subscription_id = ? AND expires_at <= ?";

  /** The ids of those keys that are subscribed to the topic; the others are missing. */
  public Map<SubscriptionKey, Long> addressees(
      Connection connection, long topicId, Set<SubscriptionKey> keys) throws SQLException {
    Map<SubscriptionKey, Long> ids = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(FIND_ADDRESSEE)) {
      for (SubscriptionKey key : keys) {
        statement.setLong(1, topicId);
        statement.setString(2, key.value());
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            ids.put(key, row.getLong(1));
          }
        }
      }
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
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      for (Return one : returns) {
        setPlace(statement, subscriptionId, one.inFlight());
        statement.setInt(5, one.inFlight().deliveryCount());
        statement.setInt(6, one.inFlight().granted());
        statement.setObject(7, MessageRow.timestamp(one.expiresAt()));
        statement.setObject(8, MessageRow.timestamp(one.dueAt()));
        statement.setString(9, one.reason());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void setPlace(PreparedStatement statement, long subscriptionId, InFlight inFlight)
      throws SQLException {
    statement.setLong(1, subscriptionId);
    statement.setInt(2, inFlight.priority());
    statement.setInt(3, inFlight.lane());
    statement.setLong(4, inFlight.position());
  }

  /** Of which priorities there is anything, due or not, expired or not. */
  Set<Integer> priorities(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PRIORITIES)) {
      statement.setLong(1, subscriptionId);
      try (ResultSet rows = statement.executeQuery()) {
        Set<Integer> priorities = new HashSet<>();
        while (rows.next()) {
          priorities.add(rows.getInt(1));
        }
        return priorities;
      }
    }
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
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, subscriptionId);
      statement.setInt(2, from.priority());
      statement.setInt(3, from.lane());
      statement.setLong(4, from.position());
      statement.setObject(5, MessageRow.timestamp(now));
      statement.setObject(6, MessageRow.timestamp(now));
      statement.setInt(7, limit);
      return inFlight(statement);
    }
  }

  /** Everything that lives now, in no order. */
  List<InFlight> readAll(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ_ALL)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      return inFlight(statement);
    }
  }

  private static List<InFlight> inFlight(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<InFlight> inFlight = new ArrayList<>();
      while (rows.next()) {
        inFlight.add(
            new InFlight(
                rows.getInt(1), rows.getInt(2), rows.getLong(3), rows.getInt(4), rows.getInt(5)));
      }
      return inFlight;
    }
  }

  /** How many are to come back later. */
  public long delayed(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT_DELAYED)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      statement.setObject(3, MessageRow.timestamp(now));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Takes one message out of a queue.
   *
   * @return whether it was there
   */
  boolean delete(Connection connection, long subscriptionId, InFlight inFlight)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      setPlace(statement, subscriptionId, inFlight);
      return statement.executeUpdate() > 0;
    }
  }

  public void delete(Connection connection, long subscriptionId, Collection<InFlight> all)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (InFlight inFlight : all) {
        setPlace(statement, subscriptionId, inFlight);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  public void deleteAll(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_ALL)) {
      statement.setLong(1, subscriptionId);
      statement.executeUpdate();
    }
  }

  /** Forgets what has expired in a queue whose cursor the caller has locked. */
  public void deleteExpired(Connection connection, long subscriptionId, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_EXPIRED)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      statement.executeUpdate();
    }
  }
}
