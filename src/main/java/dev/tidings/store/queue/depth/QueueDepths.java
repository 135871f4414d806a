package dev.tidings.store.queue.depth;

import dev.tidings.store.log.ExpiredMessages;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEnds;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the messages of a queue that are not done: exactly, and at a cost that does not grow with
 * their number. The depth is the distance from the cursor to the end of the log, less what has
 * expired or was removed, plus what is to be redelivered or is leased. A leased message counts
 * until its lease ends, even if it expires earlier.
 */
@ApplicationScoped
public class QueueDepths {
  @Inject MessageLog log;
  @Inject LogEnds logEnds;
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

  /**
   * The depths of several queues by the ids of their subscriptions, as exact as that of one; those
   * that are gone are missing. Only queues whose leases have ended, and queues ahead of which
   * something has expired, take statements of their own.
   */
  public Map<Long, Long> depths(Connection connection, List<QueueId> queues, Instant now)
      throws SQLException {
    Map<Long, QueueCounters> counters =
        queueCountersReader.ofSeveral(
            connection, queues.stream().map(QueueId::subscriptionId).toArray(), now);
    List<Long> topicIds = queues.stream().map(QueueId::topicId).distinct().sorted().toList();
    Map<Long, LanePositions> ends = logEnds.all(connection, topicIds);
    Set<Long> withExpired = expiredMessages.topics(connection, List.copyOf(ends.keySet()), now);
    Map<Long, Long> depths = new HashMap<>();
    for (QueueId queue : queues) {
      QueueCounters own = counters.get(queue.subscriptionId());
      if (own != null) {
        LanePositions end = ends.getOrDefault(queue.topicId(), LanePositions.start());
        long ahead = own.cursor().distanceTo(end);
        if (ahead != 0 && withExpired.contains(queue.topicId())) {
          ahead -= expiredMessages.count(connection, queue.topicId(), own.cursor(), now);
        }
        depths.put(queue.subscriptionId(), depth(connection, queue, own, ahead, now));
      }
    }
    return depths;
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
    return depth(connection, queue, queueCounters, ahead, now);
  }

  private long depth(
      Connection connection, QueueId queue, QueueCounters queueCounters, long ahead, Instant now)
      throws SQLException {
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
