package dev.tidings.store.queue.depth;

import dev.tidings.store.log.ExpiredMessages;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.queue.inflight.InFlightMessages;
import dev.tidings.store.queue.inflight.Lease;
import dev.tidings.store.queue.inflight.Leases;
import dev.tidings.store.queue.inflight.Redeliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts the messages of a queue that are not done: exactly, and at a cost that does not grow with
 * their number. The depth is the distance from the cursor to the end of the log, less what has
 * expired or was removed, plus what is to be redelivered or is leased. A leased message counts
 * until its lease ends, even if it expires earlier.
 */
@ApplicationScoped
public class QueueDepths {
  @Inject MessageLog log;
  @Inject QueueCountersReader queueCountersReader;
  @Inject Redeliveries redeliveries;
  @Inject Leases leases;
  @Inject InFlightMessages inFlight;
  @Inject DeadLetters deadLetters;
  @Inject ExpiredMessages expiredMessages;

  /** The depth of a queue; empty when the subscription is gone. */
  public Optional<Long> depth(Connection connection, QueueId queue, Instant now)
      throws SQLException {
    Optional<QueueCounters> counters =
        queueCountersReader.read(connection, queue.subscriptionId(), now);
    if (counters.isEmpty()) {
      return Optional.empty();
    }
    MessageLog.End end = log.end(connection, queue.topicId());
    return Optional.of(depth(connection, queue, counters.get(), end, now));
  }

  /** The depth of a queue that stood so, up to an end of the log. */
  long depth(
      Connection connection,
      QueueId queue,
      QueueCounters queueCounters,
      MessageLog.End end,
      Instant now)
      throws SQLException {
    long ahead = unexpired(connection, queue.topicId(), queueCounters.cursor(), end, now);
    long over = queueCounters.hasOverdue() ? inFlight.countOver(connection, queue, now) : 0;
    return ahead - queueCounters.removed() + queueCounters.beside() - over;
  }

  /** How many messages are in a state of their own. */
  public record States(long leased, long delayed, long dead) {}

  /**
   * Counts the states.
   *
   * @param maxDeliveries of the topic
   */
  public States states(Connection connection, QueueId queue, Instant now, int maxDeliveries)
      throws SQLException {
    return new States(
        leased(connection, queue, now, maxDeliveries),
        redeliveries.delayed(connection, queue.subscriptionId(), now),
        deadLetters.count(connection, queue.subscriptionId()));
  }

  /** Nobody gets again what is to die: it counts as leased until somebody notices. */
  private long leased(Connection connection, QueueId queue, Instant now, int maxDeliveries)
      throws SQLException {
    long leased = 0;
    for (Lease lease : leases.all(connection, queue.subscriptionId())) {
      if (lease.isLive(now)) {
        leased += lease.openCount();
      } else if (lease.isLast(maxDeliveries)) {
        leased += inFlight.living(connection, queue.topicId(), lease, now).size();
      }
    }
    return leased;
  }

  /** How many messages live between these positions and the end of the log. */
  long unexpired(
      Connection connection, long topicId, LanePositions from, MessageLog.End end, Instant now)
      throws SQLException {
    long distance = from.distanceTo(end.lanes());
    return distance == 0 ? 0 : distance - expiredMessages.count(connection, topicId, from, now);
  }
}
