package dev.tidings.store.queue.inflight;

import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import dev.tidings.store.log.MessageRow;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The current leases of all receivers. Changes happen under the lock of the queue's cursor. */
@ApplicationScoped
public class Leases {

  private static final String COLUMNS =
      """
      token, part, priority, lane, first_position, open_bits, delivery_count, granted, deadline""";

  private static final String ADD =
      """
      INSERT INTO lease (subscription_id, %s, open_count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
          .formatted(COLUMNS);

  private static final String FIND =
      """
      SELECT %s FROM lease
      WHERE subscription_id = ? AND token = ?
      ORDER BY subscription_id, token, part"""
          .formatted(COLUMNS);

  private static final PipelinedQueries LOCK_AND_FIND = Cursors.before(FIND);

  private static final String ALL =
      "SELECT %s FROM lease WHERE subscription_id = ?".formatted(COLUMNS);

  private static final String OVERDUE = ALL + " AND deadline <= ?";

  private static final Comparator<Lease> BY_END =
      Comparator.comparing(Lease::deadline)
          .thenComparing(lease -> -lease.priority())
          .thenComparing(Lease::lane)
          .thenComparing(Lease::firstOpen);

  private static final String CHANGE =
      """
      UPDATE lease SET open_bits = ?, open_count = ?, deadline = ?
      WHERE subscription_id = ? AND token = ? AND part = ?""";

  private static final String DELETE =
      "DELETE FROM lease WHERE subscription_id = ? AND token = ? AND part = ?";

  private static final String DELETE_ALL = "DELETE FROM lease WHERE subscription_id = ?";

  private static final String WITH_OVERDUE =
      """
      SELECT s.id, s.topic_id
      FROM subscription s
      WHERE EXISTS (
        SELECT 1 FROM lease l WHERE l.subscription_id = s.id AND l.deadline <= ?)
      ORDER BY s.id""";

  public void add(Connection connection, long subscriptionId, Collection<Lease> leases)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      for (Lease lease : leases) {
        setAdd(statement, 1, subscriptionId, lease);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** As {@link #add} does it with one. */
  public static DeferredUpdate adding(long subscriptionId, Lease lease) {
    return new DeferredUpdate(
        ADD, (statement, first) -> setAdd(statement, first, subscriptionId, lease));
  }

  private static void setAdd(
      PreparedStatement statement, int first, long subscriptionId, Lease lease)
      throws SQLException {
    int parameter = first;
    statement.setLong(parameter++, subscriptionId);
    statement.setLong(parameter++, lease.token());
    statement.setInt(parameter++, lease.part());
    statement.setInt(parameter++, lease.priority());
    statement.setInt(parameter++, lease.lane());
    statement.setLong(parameter++, lease.firstPosition());
    statement.setBytes(parameter++, lease.open().toByteArray());
    statement.setInt(parameter++, lease.deliveryCount());
    statement.setInt(parameter++, lease.granted());
    statement.setObject(parameter++, MessageRow.timestamp(lease.deadline()));
    statement.setInt(parameter, lease.openCount());
  }

  /** The leases with that token, live or not. */
  public List<Lease> find(Connection connection, long subscriptionId, long token)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      setFind(statement, 1, subscriptionId, token);
      return leases(statement);
    }
  }

  /** The same by whoever locks the queue's cursor first. */
  public List<Lease> lockAndFind(Connection connection, long subscriptionId, long token)
      throws SQLException {
    return Cursors.lock(
            connection,
            subscriptionId,
            LOCK_AND_FIND,
            (statement, first) -> setFind(statement, first, subscriptionId, token),
            Leases::leases)
        .second();
  }

  private static void setFind(
      PreparedStatement statement, int first, long subscriptionId, long token) throws SQLException {
    statement.setLong(first, subscriptionId);
    statement.setLong(first + 1, token);
  }

  public List<Lease> all(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      statement.setLong(1, subscriptionId);
      return leases(statement);
    }
  }

  /** Those that have ended, in the order of their ends and then of delivery. */
  List<Lease> overdue(Connection connection, long subscriptionId, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OVERDUE)) {
      statement.setLong(1, subscriptionId);
      statement.setObject(2, MessageRow.timestamp(now));
      return leases(statement).stream().sorted(BY_END).toList();
    }
  }

  private static List<Lease> leases(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return leases(rows);
    }
  }

  private static List<Lease> leases(ResultSet rows) throws SQLException {
    List<Lease> leases = new ArrayList<>();
    while (rows.next()) {
      leases.add(
          new Lease(
              rows.getLong(1),
              rows.getInt(2),
              rows.getInt(3),
              rows.getInt(4),
              rows.getLong(5),
              BitSet.valueOf(rows.getBytes(6)),
              rows.getInt(7),
              rows.getInt(8),
              MessageRow.instant(rows, 9)));
    }
    return leases;
  }

  /** Stores what is left of a lease; nothing is left of one without open positions. */
  void change(Connection connection, long subscriptionId, Lease lease) throws SQLException {
    DeferredUpdate.run(
        connection,
        lease.openCount() == 0 ? deleting(subscriptionId, lease) : changing(subscriptionId, lease));
  }

  private static DeferredUpdate changing(long subscriptionId, Lease lease) {
    return new DeferredUpdate(
        CHANGE,
        (statement, first) -> {
          statement.setBytes(first, lease.open().toByteArray());
          statement.setInt(first + 1, lease.openCount());
          statement.setObject(first + 2, MessageRow.timestamp(lease.deadline()));
          setKey(statement, first + 3, subscriptionId, lease);
        });
  }

  private static DeferredUpdate deleting(long subscriptionId, Lease lease) {
    return new DeferredUpdate(
        DELETE, (statement, first) -> setKey(statement, first, subscriptionId, lease));
  }

  private static void setKey(
      PreparedStatement statement, int first, long subscriptionId, Lease lease)
      throws SQLException {
    statement.setLong(first, subscriptionId);
    statement.setLong(first + 1, lease.token());
    statement.setInt(first + 2, lease.part());
  }

  public void deleteAll(Connection connection, long subscriptionId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE_ALL)) {
      statement.setLong(1, subscriptionId);
      statement.executeUpdate();
    }
  }

  /** The queues to which something comes back because its lease has ended. */
  public List<QueueId> withOverdue(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WITH_OVERDUE)) {
      statement.setObject(1, MessageRow.timestamp(now));
      try (ResultSet rows = statement.executeQuery()) {
        List<QueueId> queues = new ArrayList<>();
        while (rows.next()) {
          queues.add(new QueueId(rows.getLong(1), rows.getLong(2)));
        }
        return queues;
      }
    }
  }
}
