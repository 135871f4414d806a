package dev.tidings.store.queue.depth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Overflow;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.store.log.EntryHead;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.UnclaimedMessages;
import dev.tidings.store.queue.inflight.InFlightMessages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Keeps every queue of a topic within the topic's maximum depth. The check is exact, because it
 * runs under the topic's row lock. It costs nothing while the queues are far from full: a depth
 * grows only by appends, so the deepest queue of an earlier count plus the number of messages
 * appended since is an upper bound for all depths.
 */
@ApplicationScoped
public class QueueCapacity {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int TOPICS_REMEMBERED = 10_000;

  @Inject MessageLog log;
  @Inject Cursors cursors;
  @Inject UnclaimedMessages unclaimedMessages;
  @Inject QueueCountersReader queueCountersReader;
  @Inject RemovedMessages removedMessages;
  @Inject InFlightMessages inFlight;
  @Inject QueueDepths queueDepths;
  @Inject OldestMessages oldestMessages;

  private final Cache<Long, Count> counts =
      Caffeine.newBuilder().maximumSize(TOPICS_REMEMBERED).build();

  /**
   * No queue of the topic was deeper than {@code deepest} when its log ended at {@code end}. That
   * says nothing of an earlier time, to which the clock may step back: more lived then.
   */
  private record Count(long deepest, MessageLog.End end, Instant at) {
    long boundAt(MessageLog.End later) {
      return deepest
          + end.lanes().distanceTo(later.lanes())
          + (later.addressed() - end.addressed());
    }
  }

  /**
   * What is about to be appended.
   *
   * @param toAll messages for every queue
   * @param toSome messages for single queues, by the subscription's id
   */
  public record Incoming(int toAll, Map<Long, Integer> toSome) {
    int forQueue(long subscriptionId) {
      return toAll + toSome.getOrDefault(subscriptionId, 0);
    }

    int most() {
      return toAll + toSome.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
  }

  /** Whether it is known, without a look at the queues, that the messages fit into all of them. */
  public boolean isKnownToFit(
      TopicDetails topic, MessageLog.End end, Incoming incoming, Instant now) {
    if (incoming.most() == 0) {
      return true;
    }
    Count known = counts.getIfPresent(topic.id());
    return known != null
        && !now.isBefore(known.at())
        && known.boundAt(end) + incoming.most() <= topic.settings().maxDepth();
  }

  /**
   * Makes sure that the messages fit into every queue that they are for, or that the topic makes
   * room for them. The caller holds the topic's row lock and appends next.
   *
   * @param committed where the log ended when the transaction began to append
   * @param end where it ends now
   * @param isAlone whether the transaction has done nothing but append; a count that it makes is
   *     then worth remembering
   * @throws TidingsException {@link ErrorType#QUEUE_FULL} when they do not fit and the topic
   *     rejects what does not, {@link ErrorType#INVALID_INPUT} when they never can
   */
  public void ensure(
      Connection connection,
      TopicDetails topic,
      MessageLog.End committed,
      MessageLog.End end,
      Incoming incoming,
      Instant now,
      boolean isAlone)
      throws SQLException {
    if (isKnownToFit(topic, end, incoming, now)) {
      return;
    }
    requirePossible(topic, incoming);
    Map<Long, QueueCounters> all = queueCountersReader.ofTopic(connection, topic.id(), now);
    long deepest =
        all.isEmpty()
            ? ensureUnclaimed(connection, topic, end, incoming, now)
            : ensureQueues(connection, topic, end, all, incoming, now);
    if (isAlone) {
      // What this transaction has appended may be rolled back: then the bound is too high, not low.
      counts.put(topic.id(), new Count(deepest, committed, now));
    }
  }

  /**
   * Whether messages for all queues would fit at this moment, asked without any lock and without
   * making room.
   *
   * @throws TidingsException {@link ErrorType#QUEUE_FULL} when they would not
   */
  public void foresee(
      Connection connection, TopicDetails topic, MessageLog.End end, int messages, Instant now)
      throws SQLException {
    Incoming incoming = new Incoming(messages, Map.of());
    if (isKnownToFit(topic, end, incoming, now)
        || topic.settings().overflow() == Overflow.DROP_OLDEST) {
      return;
    }
    for (var counters : queueCountersReader.ofTopic(connection, topic.id(), now).entrySet()) {
      QueueId queue = new QueueId(counters.getKey(), topic.id());
      long depth = queueDepths.depth(connection, queue, counters.getValue(), end, now);
      if (depth + messages > topic.settings().maxDepth()) {
        requireDropping(topic);
      }
    }
  }

  private static void requirePossible(TopicDetails topic, Incoming incoming) {
    if (incoming.most() > topic.settings().maxDepth()) {
      throw TidingsException.invalid(
          "messages",
          "must not be more than the topic's max_depth of " + topic.settings().maxDepth());
    }
  }

  private long ensureQueues(
      Connection connection,
      TopicDetails topic,
      MessageLog.End end,
      Map<Long, QueueCounters> all,
      Incoming incoming,
      Instant now)
      throws SQLException {
    long deepest = 0;
    for (Map.Entry<Long, QueueCounters> one : all.entrySet()) {
      QueueId queue = new QueueId(one.getKey(), topic.id());
      QueueCounters queueCounters = one.getValue();
      int coming = incoming.forQueue(queue.subscriptionId());
      long depth = queueCounters.cursor().distanceTo(end.lanes()) + queueCounters.beside();
      // A queue may be over a limit that was lowered later; that concerns only what comes to it.
      if (coming > 0 && depth + coming > topic.settings().maxDepth()) {
        depth = queueDepths.depth(connection, queue, queueCounters, end, now);
        if (depth + coming > topic.settings().maxDepth()) {
          requireDropping(topic);
          makeRoom(connection, topic, queue, end, coming, now);
        }
      }
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private static void requireDropping(TopicDetails topic) {
    if (topic.settings().overflow() != Overflow.DROP_OLDEST) {
      throw TidingsException.retryLater(
          ErrorType.QUEUE_FULL,
          "A queue of %s would hold more than max_depth, %d messages. Nothing was stored; publish again when its subscriber has caught up."
              .formatted(topic.settings().name(), topic.settings().maxDepth()),
          RETRY_AFTER);
    }
  }

  private void makeRoom(
      Connection connection,
      TopicDetails topic,
      QueueId queue,
      MessageLog.End end,
      int incoming,
      Instant now)
      throws SQLException {
    LanePositions cursor = cursors.lock(connection, queue.subscriptionId()).orElseThrow();
    inFlight.takeOutExpired(connection, queue, now);
    long depth = queueDepths.depth(connection, queue, now).orElseThrow();
    int surplus = (int) Math.max(0, depth + incoming - topic.settings().maxDepth());
    List<EntryHead> oldest = oldestMessages.heads(connection, queue, cursor, end, now, surplus);
    for (EntryHead head : oldest) {
      if (!isAhead(cursor, head)) {
        inFlight.takeOut(
            connection, queue.subscriptionId(), head.priority(), head.lane(), head.position());
      }
    }
    LanePositions moved = after(cursor, oldest);
    cursors.move(connection, queue.subscriptionId(), moved);
    removedMessages.deleteBefore(connection, queue.subscriptionId(), cursor, moved);
  }

  private long ensureUnclaimed(
      Connection connection, TopicDetails topic, MessageLog.End end, Incoming incoming, Instant now)
      throws SQLException {
    LanePositions unclaimed = unclaimedMessages.read(connection, topic.id()).orElseThrow();
    long depth = queueDepths.unexpired(connection, topic.id(), unclaimed, end, now);
    long surplus = depth + incoming.toAll() - topic.settings().maxDepth();
    if (surplus > 0) {
      requireDropping(topic);
      QueueId nobody = new QueueId(0, topic.id());
      List<EntryHead> oldest =
          oldestMessages.heads(connection, nobody, unclaimed, end, now, (int) surplus);
      unclaimedMessages.move(connection, topic.id(), after(unclaimed, oldest));
    }
    return depth;
  }

  private static boolean isAhead(LanePositions cursor, EntryHead head) {
    return head.lane() != Lane.ADDRESSED && head.position() >= cursor.at(head.lane());
  }

  private static LanePositions after(LanePositions cursor, List<EntryHead> heads) {
    LanePositions moved = cursor;
    for (EntryHead head : heads) {
      if (isAhead(cursor, head)) {
        moved = moved.with(head.lane(), head.position() + 1);
      }
    }
    return moved;
  }
}
