package dev.tidings.store.queue.inflight;

import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageRow;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The current leases of all receivers. Changes happen under the lock of the queue's cursor. */
@ApplicationScoped
public class Leases {

  private static final String COLUMNS =
      """
      token, part, priority, lane, first_position, open_bits, delivery_count, granted, deadline""";

  private static final String ADD =
      """
      INSERT INTO tidings.lease (subscription_id, %s, open_count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
          .formatted(COLUMNS);

  private static final String FIND =
      """
      SELECT %s FROM tidings.lease
      WHERE subscription_id = ? AND token = ?
      ORDER BY subscription_id, token, part"""
          .formatted(COLUMNS);

  private static final PipelinedQueries LOCK_AND_FIND = Cursors.before(FIND);

  private static final String ALL =
      "SELECT %s FROM tidings.lease WHERE subscription_id = ?".formatted(COLUMNS);

  private static final String AROUND =
      """
      SELECT %s, s.id
      FROM tidings.subscription s
      JOIN tidings.lease l ON l.subscription_id = s.id
      WHERE s.topic_id = ? AND l.lane = ? AND l.priority = ? AND l.first_position BETWEEN ? AND ?"""
          .formatted(COLUMNS);

  /* By lease_by_deadline. */
  private static final String OVERDUE = ALL + " AND deadline <= ?";

  private static final Comparator<Lease> BY_END =
      Comparator.comparing(Lease::deadline)
          .thenComparing(lease -> -lease.priority())
          .thenComparing(Lease::lane)
          .thenComparing(Lease::firstOpen);

  private static final String CHANGE =
      """
      UPDATE tidings.lease SET open_bits = ?, open_count = ?, deadline = ?
      WHERE subscription_id = ? AND token = ? AND part = ?""";

  private static final String DELETE =
      "DELETE FROM tidings.lease WHERE subscription_id = ? AND token = ? AND part = ?";

  private static final String DELETE_ALL = "DELETE FROM tidings.lease WHERE subscription_id = ?";

  /* One descent of lease_by_deadline for each subscription. */
  private static final String WITH_OVERDUE =
      """
      SELECT s.id, s.topic_id
      FROM tidings.subscription s
      WHERE EXISTS (
        SELECT 1 FROM tidings.lease l WHERE l.subscription_id = s.id AND l.deadline <= ?)
      ORDER BY s.id""";

  public void add(Connection connection, long subscriptionId, Collection<Lease> leases)
      throws SQLException {
    JdbcRunner.batch(
        connection,
        ADD,
        leases,
        (parameters, lease) -> addTo(parameters.add(subscriptionId), lease));
  }

  /** As {@link #add} does it with one. */
  public static DeferredUpdate adding(long subscriptionId, Lease lease) {
    return new DeferredUpdate(ADD, parameters -> addTo(parameters.add(subscriptionId), lease));
  }

  private static void addTo(Parameters parameters, Lease lease) throws SQLException {
    parameters
        .add(lease.token())
        .add(lease.part())
        .add(lease.priority())
        .add(lease.lane())
        .add(lease.firstPosition())
        .add(lease.open().toByteArray())
        .add(lease.deliveryCount())
        .add(lease.granted())
        .add(lease.deadline())
        .add(lease.openCount());
  }

  /** The leases with that token, live or not. */
  public List<Lease> find(Connection connection, long subscriptionId, long token)
      throws SQLException {
    return JdbcRunner.query(
        connection, FIND, parameters -> parameters.add(subscriptionId).add(token), Leases::lease);
  }

  /** The same by whoever locks the queue's cursor first. */
  public List<Lease> lockAndFind(Connection connection, long subscriptionId, long token)
      throws SQLException {
    return Cursors.lock(
            connection,
            subscriptionId,
            LOCK_AND_FIND,
            parameters -> parameters.add(subscriptionId).add(token),
            rows -> JdbcRunner.list(rows, Leases::lease))
        .second();
  }

  public List<Lease> all(Connection connection, long subscriptionId) throws SQLException {
    return JdbcRunner.query(
        connection, ALL, parameters -> parameters.add(subscriptionId), Leases::lease);
  }

  /** The leases of an entry in the queues of its topic, by the id of the subscription. */
  public Map<Long, Lease> holding(Connection connection, long topicId, LogEntry entry)
      throws SQLException {
    Map<Long, Lease> leases = new HashMap<>();
    JdbcRunner.forEach(
        connection,
        AROUND,
        parameters ->
            parameters
                .add(topicId)
                .add(entry.lane())
                .add(entry.priority())
                .add(entry.position() - Lease.MAX_POSITIONS + 1)
                .add(entry.position()),
        row -> {
          Lease lease = lease(row);
          if (lease.isOpen(entry.position())) {
            leases.put(row.getLong(10), lease);
          }
        });
    return leases;
  }

  /** Those that have ended, in the order of their ends and then of delivery. */
  List<Lease> overdue(Connection connection, long subscriptionId, Instant now) throws SQLException {
    List<Lease> overdue =
        JdbcRunner.query(
            connection,
            OVERDUE,
            parameters -> parameters.add(subscriptionId).add(now),
            Leases::lease);
    overdue.sort(BY_END);
    return overdue;
  }

  private static Lease lease(ResultSet row) throws SQLException {
    return new Lease(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getLong(5),
        BitSet.valueOf(row.getBytes(6)),
        row.getInt(7),
        row.getInt(8),
        MessageRow.instant(row, 9));
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
        parameters ->
            addKey(
                parameters
                    .add(lease.open().toByteArray())
                    .add(lease.openCount())
                    .add(lease.deadline()),
                subscriptionId,
                lease));
  }

  private static DeferredUpdate deleting(long subscriptionId, Lease lease) {
    return new DeferredUpdate(DELETE, parameters -> addKey(parameters, subscriptionId, lease));
  }

  private static void addKey(Parameters parameters, long subscriptionId, Lease lease)
      throws SQLException {
    parameters.add(subscriptionId).add(lease.token()).add(lease.part());
  }

  public void deleteAll(Connection connection, long subscriptionId) throws SQLException {
    JdbcRunner.update(connection, DELETE_ALL, parameters -> parameters.add(subscriptionId));
  }

  /** The queues to which something comes back because its lease has ended. */
  public List<QueueId> withOverdue(Connection connection, Instant now) throws SQLException {
    return JdbcRunner.query(
        connection,
        WITH_OVERDUE,
        parameters -> parameters.add(now),
        row -> new QueueId(row.getLong(1), row.getLong(2)));
  }
}
