package dev.tidings.store.queue.read;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEnds;
import dev.tidings.store.log.MessageRow;
import dev.tidings.store.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks many queues in one query, without a lock, for receivers that wait for messages. */
@ApplicationScoped
public class QueueAvailabilityReader {
  @Inject LogEnds ends;

  /* The few rows that each queue has beside its cursor, by the indexes that serve a receive. */
  private static final String READ =
      """
      SELECT c.subscription_id, c.next_position,
        %s,
        (SELECT min(l.deadline) FROM tidings.lease l WHERE l.subscription_id = c.subscription_id),
        (SELECT min(r.due_at) FROM tidings.redelivery r
         WHERE r.subscription_id = c.subscription_id AND r.expires_at > ?)
      FROM tidings.subscription_cursor c
      WHERE c.subscription_id = ANY (?)"""
          .formatted(LockedQueue.IN_FLIGHT);

  /** The state of one queue, the end of its topic's log left aside. */
  private record State(
      LanePositions cursor, long inFlight, Optional<Instant> deadline, Optional<Instant> due) {

    QueueAvailability availability(LanePositions end, int window, Instant now) {
      Optional<Instant> next =
          Stream.of(deadline, due).flatMap(Optional::stream).min(Instant::compareTo);
      boolean isBack = next.isPresent() && !next.get().isAfter(now);
      boolean isAhead = !end.equals(cursor);
      boolean hasRoom = inFlight < window;
      return new QueueAvailability(isBack || (isAhead && hasRoom), isAhead && !hasRoom, next);
    }
  }

  /**
   * The outlook of each queue; one whose subscription is gone is missing.
   *
   * @param window the most messages of one queue that may be leased or on their way back
   */
  public Map<QueueId, QueueAvailability> read(
      Connection connection, Collection<QueueId> queues, int window, Instant now)
      throws SQLException {
    Map<Long, State> states = states(connection, queues, now);
    Map<Long, LanePositions> endOfTopic =
        ends.read(connection, queues.stream().map(QueueId::topicId).collect(Collectors.toSet()));
    Map<QueueId, QueueAvailability> availabilities = new HashMap<>();
    for (QueueId queue : queues) {
      State state = states.get(queue.subscriptionId());
      if (state != null) {
        availabilities.put(queue, state.availability(endOfTopic.get(queue.topicId()), window, now));
      }
    }
    return availabilities;
  }

  private static Map<Long, State> states(
      Connection connection, Collection<QueueId> queues, Instant now) throws SQLException {
    Object[] ids = queues.stream().map(QueueId::subscriptionId).toArray();
    Map<Long, State> states = new HashMap<>();
    JdbcRunner.forEach(
        connection,
        READ,
        parameters -> parameters.add(now).add(now).addArray("bigint", ids),
        row -> states.put(row.getLong(1), state(row)));
    return states;
  }

  private static State state(ResultSet row) throws SQLException {
    return new State(
        LanePositions.of(row.getArray(2)), row.getLong(3), moment(row, 4), moment(row, 5));
  }

  private static Optional<Instant> moment(ResultSet row, int column) throws SQLException {
    return row.getObject(column) == null
        ? Optional.empty()
        : Optional.of(MessageRow.instant(row, column));
  }
}
