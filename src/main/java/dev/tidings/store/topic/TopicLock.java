package dev.tidings.store.topic;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The row lock of a topic. Whoever appends to its log, or moves the cut that a subscription makes
 * in it, holds the lock until the commit is visible: so positions become visible in their order.
 */
@ApplicationScoped
public class TopicLock {

  // The version comes with the lock, so that settings read before can be told from current ones.
  // What depends on the lock must be read by a later statement: only that one sees all that was
  // committed while this one waited.
  private static final String LOCK = "SELECT version FROM tidings.topic WHERE id = ? FOR UPDATE";

  private final Map<String, PipelinedQueries> withQueries = new ConcurrentHashMap<>(1);

  /**
   * Waits for the lock and keeps it until the connection's transaction ends.
   *
   * @return the version of the topic, or empty if there is no such topic any more
   */
  public Optional<Long> lock(Connection connection, long topicId) throws SQLException {
    return JdbcRunner.extract(
        connection, LOCK, parameters -> parameters.add(topicId), TopicLock::version);
  }

  private static Optional<Long> version(ResultSet row) throws SQLException {
    return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
  }

  /**
   * The same, and then asks what has to be asked under the lock.
   *
   * @param query one of few
   * @return as {@link #lock(Connection, long)}, and the answer
   */
  public <T> PipelinedQueries.Found<Optional<Long>, T> lock(
      Connection connection,
      long topicId,
      String query,
      JdbcRunner.Binder binder,
      JdbcRunner.RowsReader<T> reader)
      throws SQLException {
    return withQueries
        .computeIfAbsent(query, this::before)
        .query(
            connection, parameters -> parameters.add(topicId), TopicLock::version, binder, reader);
  }

  /** The lock and a query. */
  protected PipelinedQueries before(String query) {
    return new PipelinedQueries(LOCK, query);
  }

  /**
   * Locks several topics, lower ids first: whoever needs more than one must use the same order, or
   * two of them wait for each other.
   *
   * @return the versions by topic id; a topic that is gone is missing
   */
  public SortedMap<Long, Long> lockAll(Connection connection, Collection<Long> topicIds)
      throws SQLException {
    SortedMap<Long, Long> versions = new TreeMap<>();
    for (Long topicId : new TreeSet<>(topicIds)) {
      lock(connection, topicId).ifPresent(version -> versions.put(topicId, version));
    }
    return versions;
  }
}
