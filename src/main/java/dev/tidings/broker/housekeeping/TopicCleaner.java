package dev.tidings.broker.housekeeping;

import dev.tidings.api.TopicDetails;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.store.log.ExpiredMessages;
import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogTrimmer;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.LowWatermarks;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.Queues;
import dev.tidings.store.topic.TopicLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Cleans one topic, in batches that are each a transaction of their own, so that nobody waits long.
 */
@ApplicationScoped
public class TopicCleaner {
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
  private static final int BATCH = 200;

  /** Positions, of which few segments may have many. */
  private static final int TRIMMED_AT_ONCE = 1_000;

  private static final int BATCHES_A_ROUND = 1_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

  @Inject Database database;
  @Inject TopicLock topicLock;
  @Inject MessageLog log;
  @Inject ExpiredMessages expiredMessages;
  @Inject LogTrimmer logTrimmer;
  @Inject Cursors cursors;
  @Inject LowWatermarks lowWatermarks;
  @Inject Queues queues;
  @Inject Measurements measurements;
  @Inject DamagedSegmentCleaner damagedSegmentCleaner;
  @Inject @DatabaseTime Clock clock;

  /**
   * How topics stood when there was nothing left to trim: while they stand so, there is nothing.
   */
  private final Map<Long, Extent> trimmed = new ConcurrentHashMap<>();

  /**
   * Before which position of each lane everything is deleted. PostgreSQL would read that again in
   * each round, until it is vacuumed.
   */
  private final Map<Long, AtomicLongArray> deleted = new ConcurrentHashMap<>();

  /** When each topic was last cleaned as if nothing were known of it. */
  private final Map<Long, Instant> doubted = new ConcurrentHashMap<>();

  /** What of a log is needed, and where it ends. */
  private record Extent(LanePositions lowWatermark, long addressedFloor, MessageLog.End end) {
    long lowWatermark(int lane) {
      return lane == Lane.ADDRESSED ? addressedFloor : lowWatermark.at(lane);
    }

    /** Whether trimming leaves the newest of each lane, and so nothing that could ever go. */
    boolean leavesTheNewest() {
      return IntStream.rangeClosed(Lane.ADDRESSED, Lane.LAST)
          .allMatch(lane -> lowWatermark(lane) >= end.at(lane) - 1);
    }
  }

  /** Cleans one as fast as it goes. */
  public void clean(TopicDetails topic) {
    clean(topic, new CleanupThrottle(Duration.ZERO));
  }

  void clean(TopicDetails topic, CleanupThrottle cleanupThrottle) {
    Instant now = clock.instant();
    damagedSegmentCleaner.clean(topic.id(), now);
    boolean isAllInDoubt = mayBeHalfDone(topic.id(), now);
    if (isAllInDoubt) {
      trimmed.remove(topic.id());
      deleted.remove(topic.id());
    }
    if (removeExpired(topic.id(), now, cleanupThrottle) || isAllInDoubt) {
      forgetExpired(topic.id(), now);
    }
    if (isAllInDoubt) {
      doubted.put(topic.id(), now);
    }
    trim(topic, now, cleanupThrottle);
  }

  /** Forgets topics that are no longer there. */
  public void keepOnly(Set<Long> topicIds) {
    trimmed.keySet().retainAll(topicIds);
    deleted.keySet().retainAll(topicIds);
    doubted.keySet().retainAll(topicIds);
    damagedSegmentCleaner.keepOnly(topicIds);
  }

  /**
   * Another node may have stopped between the log and the queues, or the database have lost its
   * last deletions in a crash of its own, and nobody knows.
   */
  private boolean mayBeHalfDone(long topicId, Instant now) {
    Instant last = doubted.get(topicId);
    return last == null || !now.isBefore(last.plus(BETWEEN_LOOKS));
  }

  /** Returns whether there was anything. */
  private boolean removeExpired(long topicId, Instant now, CleanupThrottle cleanupThrottle) {
    AtomicBoolean isAnyRemoved = new AtomicBoolean();
    cleanupThrottle.finish(
        BATCHES_A_ROUND,
        () -> {
          if (!database.read(connection -> expiredMessages.isAnyDue(connection, topicId, now))) {
            return false;
          }
          int removed =
              database.inTransaction(
                  Durability.BUFFERED, connection -> removeExpired(connection, topicId, now));
          measurements.topic(topicId).expired(removed);
          isAnyRemoved.set(true);
          return true;
        });
    return isAnyRemoved.get();
  }

  /** Under the topic's lock: who counts exactly counts there too. */
  private int removeExpired(Connection connection, long topicId, Instant now) throws SQLException {
    MessageLog.End end = log.lock(connection, topicId).second();
    return expiredMessages.clean(connection, topicId, end, now, BATCH);
  }

  private void forgetExpired(long topicId, Instant now) {
    Map<Long, LanePositions> all =
        database.read(connection -> cursors.ofTopic(connection, topicId));
    for (long subscriptionId : all.keySet()) {
      database.inTransaction(
          Durability.BUFFERED,
          connection -> {
            queues.forgetExpired(connection, new QueueId(subscriptionId, topicId), now);
            return subscriptionId;
          });
    }
    database.inTransaction(
        Durability.BUFFERED,
        connection -> {
          topicLock.lock(connection, topicId);
          queues.skipExpiredOfBacklog(connection, topicId, now);
          return topicId;
        });
  }

  private void trim(TopicDetails topic, Instant now, CleanupThrottle cleanupThrottle) {
    Optional<Extent> extent = database.read(connection -> extent(connection, topic.id()));
    if (extent.isEmpty() || extent.get().equals(trimmed.get(topic.id()))) {
      return;
    }
    Duration retention = topic.settings().retention();
    // Without a retention no time counts, not even of a clock that stepped back.
    Instant publishedUntil = retention.isZero() ? END_OF_TIME : now.minus(retention);
    boolean isDone = true;
    for (int lane = Lane.ADDRESSED; lane <= Lane.LAST; lane++) {
      isDone &= trimLane(topic.id(), lane, extent.get(), publishedUntil, cleanupThrottle);
    }
    if (isDone && retention.isZero()) {
      trimmed.put(topic.id(), extent.get());
    }
  }

  /**
   * The end is read first: what is appended later is after it, and so is not below any floor. Where
   * nothing could ever go the queues are not looked at, of which there may be thousands.
   */
  private Optional<Extent> extent(Connection connection, long topicId) throws SQLException {
    MessageLog.End end = log.end(connection, topicId);
    Extent last = trimmed.get(topicId);
    if (last != null && last.end().equals(end) && last.leavesTheNewest()) {
      return Optional.of(last);
    }
    return lowWatermarks
        .read(connection, topicId)
        .map(
            lowWatermark ->
                new Extent(
                    lowWatermark.lanes(), lowWatermark.addressed().orElse(end.addressed()), end));
  }

  private boolean trimLane(
      long topicId,
      int lane,
      Extent extent,
      Instant publishedUntil,
      CleanupThrottle cleanupThrottle) {
    LogTrimmer.Past past =
        new LogTrimmer.Past(topicId, lane, extent.end(), extent.lowWatermark(lane), publishedUntil);
    AtomicLongArray begins =
        deleted.computeIfAbsent(topicId, any -> new AtomicLongArray(Lane.LAST + 1));
    return cleanupThrottle.finish(
        BATCHES_A_ROUND,
        () -> {
          OptionalLong next =
              database.inTransaction(
                  Durability.BUFFERED,
                  connection ->
                      logTrimmer.trim(connection, past, begins.get(lane), TRIMMED_AT_ONCE));
          next.ifPresent(begin -> begins.set(lane, begin));
          return next.isPresent();
        });
  }
}
