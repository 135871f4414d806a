package dev.tidings.store.queue;

import dev.tidings.platform.database.jdbc.DeferredUpdate;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import dev.tidings.store.log.LanePositions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The position of each subscription in the log of its topic. A cursor only moves forward. */
@ApplicationScoped
public class Cursors {

  private static final String CREATE =
      "INSERT INTO tidings.subscription_cursor (subscription_id, next_position) VALUES (?, ?)";

  private static final String READ =
      "SELECT next_position FROM tidings.subscription_cursor WHERE subscription_id = ?";

  /* Whoever delivers or takes away messages of a queue is alone with it until the commit. */
  private static final String LOCK = READ + " FOR UPDATE";

  private static final String MOVE =
      "UPDATE tidings.subscription_cursor SET next_position = ? WHERE subscription_id = ?";

  /* Both columns of subscription_of_topic, so that the index gives the order. */
  private static final String READ_ALL =
      """
      SELECT s.id, c.next_position
      FROM tidings.subscription s
      JOIN tidings.subscription_cursor c ON c.subscription_id = s.id
      WHERE s.topic_id = ?
      ORDER BY s.topic_id, s.id""";

  public void create(Connection connection, long subscriptionId, LanePositions start)
      throws SQLException {
    JdbcRunner.update(
        connection, CREATE, parameters -> start.addTo(parameters.add(subscriptionId)));
  }

  /** The cursor, if there is such a subscription. */
  public Optional<LanePositions> read(Connection connection, long subscriptionId)
      throws SQLException {
    return find(connection, READ, subscriptionId);
  }

  /** The cursor, locked until the transaction ends, if there is such a subscription. */
  public Optional<LanePositions> lock(Connection connection, long subscriptionId)
      throws SQLException {
    return find(connection, LOCK, subscriptionId);
  }

  private static Optional<LanePositions> find(
      Connection connection, String sql, long subscriptionId) throws SQLException {
    return JdbcRunner.extract(
        connection, sql, parameters -> parameters.add(subscriptionId), Cursors::cursor);
  }

  private static Optional<LanePositions> cursor(ResultSet row) throws SQLException {
    return row.next() ? Optional.of(LanePositions.of(row.getArray(1))) : Optional.empty();
  }

  /** The lock and a query that has to be asked under it, for {@link #lock}. */
  public static PipelinedQueries before(String query) {
    return new PipelinedQueries(LOCK, query);
  }

  /**
   * Locks a cursor, and asks what has to be asked under the lock.
   *
   * @param binder of the query
   * @return as {@link #lock(Connection, long)}, and the answer
   */
  public static <T> PipelinedQueries.Found<Optional<LanePositions>, T> lock(
      Connection connection,
      long subscriptionId,
      PipelinedQueries withQuery,
      JdbcRunner.Binder binder,
      JdbcRunner.RowsReader<T> reader)
      throws SQLException {
    return withQuery.query(
        connection, parameters -> parameters.add(subscriptionId), Cursors::cursor, binder, reader);
  }

  /** Moves a cursor that this transaction has locked. */
  public void move(Connection connection, long subscriptionId, LanePositions to)
      throws SQLException {
    DeferredUpdate.run(connection, moving(subscriptionId, to));
  }

  /** As {@link #move} does it. */
  public static DeferredUpdate moving(long subscriptionId, LanePositions to) {
    return new DeferredUpdate(MOVE, parameters -> to.addTo(parameters).add(subscriptionId));
  }

  /**
   * Locks the cursors of all subscriptions of a topic, in the order of the subscriptions' ids. Who
   * deletes a subscription does it first: those that hold its cursor may still write rows that
   * belong to it.
   */
  public void lockAll(Connection connection, long topicId) throws SQLException {
    for (long subscriptionId : ofTopic(connection, topicId).keySet()) {
      lock(connection, subscriptionId);
    }
  }

  /**
   * The cursors of all subscriptions of a topic, by the subscription's id and in the order of these
   * ids.
   */
  public Map<Long, LanePositions> ofTopic(Connection connection, long topicId) throws SQLException {
    Map<Long, LanePositions> cursors = new LinkedHashMap<>();
    JdbcRunner.forEach(
        connection,
        READ_ALL,
        parameters -> parameters.add(topicId),
        row -> cursors.put(row.getLong(1), LanePositions.of(row.getArray(2))));
    return cursors;
  }
}
