package dev.tidings.queue;

import dev.tidings.log.Expirations;
import dev.tidings.log.MessageLog;
import dev.tidings.log.Positions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts what is not done: exactly, and at a cost that does not grow with it. The distance from the
 * cursor to the end of the log, less what expired or was removed, and what came back or is leased.
 * What is leased counts until its lease ends, even if it expires before.
 */
@ApplicationScoped
public class Depths {
  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject RedeliveryCounts redeliveryCounts;
  @Inject Removals removals;
  @Inject Leases leases;
  @Inject DeadLetters deadLetters;
  @Inject Expirations expirations;

  /** The depth of a queue; empty when the subscription is gone. */
  public Optional<Long> depth(Connection connection, QueueId queue, Instant now)
      throws SQLException {
    Optional<Positions> cursor = cursors.read(connection, queue.subscriptionId());
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    return Optional.of(depth(connection, queue, cursor.get(), end, now));
  }

  long depth(
      Connection connection, QueueId queue, Positions cursor, MessageLog.End end, Instant now)
      throws SQLException {
    long ahead =
        unexpired(connection, queue.topicId(), cursor, end, now)
            - removals.count(connection, queue.subscriptionId(), now);
    // A cursor that moved on since it was read makes the terms differ by a moment.
    return Math.max(ahead, 0)
        + redeliveryCounts.count(connection, queue.subscriptionId(), now)
        + leases.openCount(connection, queue.subscriptionId());
  }

  /** How many messages are in a state of their own. */
  public record States(long leased, long delayed, long dead) {}

  public States states(Connection connection, QueueId queue, Instant now) throws SQLException {
    return new States(
        leases.liveCount(connection, queue.subscriptionId(), now),
        redeliveryCounts.delayed(connection, queue.subscriptionId(), now),
        deadLetters.count(connection, queue.subscriptionId()));
  }

  /** How many messages live between these positions and the end of the log. */
  long unexpired(
      Connection connection, long topicId, Positions from, MessageLog.End end, Instant now)
      throws SQLException {
    long distance = from.distanceTo(end.lanes());
    return distance == 0 ? 0 : distance - expirations.count(connection, topicId, from, now);
  }
}
