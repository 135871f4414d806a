package dev.tidings.store.queue;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Single messages that were removed from a queue before its cursor reached them. */
@ApplicationScoped
public class RemovedMessages {

  private static final String ADD =
      """
      INSERT INTO tidings.removal (subscription_id, lane, position, expires_at)
      VALUES (?, ?, ?, ?)""";

  /* A range of the primary key. */
  private static final String READ =
      """
      SELECT position FROM tidings.removal
      WHERE subscription_id = ? AND lane = ? AND position BETWEEN ? AND ?""";

  /* One descent of the primary key for each subscription. */
  private static final String QUEUES_WITHOUT =
      """
      SELECT s.id
      FROM tidings.subscription s
      JOIN tidings.removal r ON r.subscription_id = s.id
      WHERE s.topic_id = ? AND r.lane = ? AND r.position = ?""";

  private static final String DELETE_BEFORE =
      "DELETE FROM tidings.removal WHERE subscription_id = ? AND lane = ? AND position < ?";

  private static final String DELETE_OF_TOPIC =
      """
      DELETE FROM tidings.removal
      WHERE lane = ? AND position BETWEEN ? AND ?
        AND subscription_id IN (SELECT id FROM tidings.subscription WHERE topic_id = ?)""";

  private static final String DELETE_ALL = "DELETE FROM tidings.removal WHERE subscription_id = ?";

  public void add(Connection connection, long subscriptionId, LogEntry entry) throws SQLException {
    JdbcRunner.update(connection, ADD, parameters -> addTo(parameters, subscriptionId, entry));
  }

  /** The same for several messages of a queue. */
  public void addAll(Connection connection, long subscriptionId, Collection<LogEntry> entries)
      throws SQLException {
    JdbcRunner.batch(
        connection, ADD, entries, (parameters, entry) -> addTo(parameters, subscriptionId, entry));
  }

  private static void addTo(Parameters parameters, long subscriptionId, LogEntry entry)
      throws SQLException {
    parameters.add(subscriptionId).add(entry.lane()).add(entry.position()).add(entry.expiresAt());
  }

  /** The positions of one lane, from one to another, that were removed. */
  public Set<Long> read(Connection connection, long subscriptionId, int lane, long from, long to)
      throws SQLException {
    return Set.copyOf(
        JdbcRunner.query(
            connection,
            READ,
            parameters -> parameters.add(subscriptionId).add(lane).add(from).add(to),
            row -> row.getLong(1)));
  }

  /** The subscriptions of a topic from whose queues an entry was removed. */
  public Set<Long> queuesWithout(Connection connection, long topicId, LogEntry entry)
      throws SQLException {
    return Set.copyOf(
        JdbcRunner.query(
            connection,
            QUEUES_WITHOUT,
            parameters -> parameters.add(topicId).add(entry.lane()).add(entry.position()),
            row -> row.getLong(1)));
  }

  /** Forgets the removals that a cursor has passed on its way. */
  public void deleteBefore(
      Connection connection, long subscriptionId, LanePositions before, LanePositions cursor)
      throws SQLException {
    List<Integer> moved =
        IntStream.rangeClosed(Lane.FIRST, Lane.LAST)
            .filter(lane -> cursor.at(lane) > before.at(lane))
            .boxed()
            .toList();
    JdbcRunner.batch(
        connection,
        DELETE_BEFORE,
        moved,
        (parameters, lane) -> parameters.add(subscriptionId).add(lane).add(cursor.at(lane)));
  }

  /** Forgets those of a part of a lane, in the queue of each subscription of a topic. */
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
}
