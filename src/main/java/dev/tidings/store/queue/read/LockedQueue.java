package dev.tidings.store.queue.read;

import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.Parameters;
import dev.tidings.platform.database.jdbc.PipelinedQueries;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.inflight.InFlightMessages;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Locks queues for delivery. Each caller has its queue exclusively until the commit. */
@ApplicationScoped
class LockedQueue {
  @Inject Cursors cursors;
  @Inject RemovedMessages removedMessages;
  @Inject LeaseSettlement leaseSettlement;
  @Inject InFlightMessages held;

  /**
   * A column that says how many messages the cursor {@code c} is past that are leased or on their
   * way back, which is what a window limits. Its parameter is the moment: what has expired by then
   * takes no room.
   */
  static final String IN_FLIGHT =
      """
      (SELECT coalesce(sum(l.open_count), 0) FROM tidings.lease l
       WHERE l.subscription_id = c.subscription_id)
      + (SELECT count(*) FROM tidings.redelivery r
         WHERE r.subscription_id = c.subscription_id AND r.lane > 0 AND r.expires_at > ?)""";

  /*
   * What is there beside the cursor and ahead of it, in one statement. Mostly nothing is beside it:
   * then none of the tables has to be asked again. It comes after the lock, to see what the owner
   * before has done.
   */
  private static final String LOOK =
      """
      SELECT
        EXISTS (SELECT 1 FROM tidings.lease l
                WHERE l.subscription_id = c.subscription_id AND l.deadline <= ?),
        EXISTS (SELECT 1 FROM tidings.redelivery r WHERE r.subscription_id = c.subscription_id),
        EXISTS (SELECT 1 FROM tidings.removal m WHERE m.subscription_id = c.subscription_id),
        %s,
        %s
      FROM tidings.subscription_cursor c
      WHERE c.subscription_id = ?"""
          .formatted(IN_FLIGHT, MessageLog.END_COLUMNS);

  private static final int FIRST_OF_END = 5;

  private static final PipelinedQueries LOCK_AND_LOOK = Cursors.before(LOOK);

  /**
   * A queue whose cursor is locked.
   *
   * @param inFlight messages that the cursor is past, leased or on their way back
   */
  record QueueSnapshot(QueueReader.View view, long inFlight) {}

  private record Looked(
      boolean isAnyOverdue,
      boolean isAnyHeld,
      boolean isAnyRemoved,
      long inFlight,
      MessageLog.End end) {}

  /**
   * Locks the cursor and sends back what has been leased too long.
   *
   * @param clock asked once more after the last look: no message that this shows was published
   *     later, so what expired at once has expired
   * @param maxDeliveries of the topic
   * @return empty when the subscription is gone
   */
  Optional<QueueSnapshot> open(
      Connection connection, QueueId queue, InstantSource clock, int maxDeliveries)
      throws SQLException {
    Instant begun = clock.instant();
    PipelinedQueries.Found<Optional<LanePositions>, Optional<Looked>> found =
        lockAndLook(connection, queue, begun);
    Optional<LanePositions> cursor = found.first();
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    Looked looked = found.second().orElseThrow();
    if (looked.isAnyOverdue()) {
      leaseSettlement.returnOverdue(connection, queue, begun, maxDeliveries);
      looked = look(connection, queue, begun).orElseThrow();
    }
    Instant now = clock.instant();
    InFlightMessages.Look aside =
        looked.isAnyHeld()
            ? held.lookAtRedeliveries(connection, queue.subscriptionId(), now)
            : InFlightMessages.Look.ofNothing(queue.subscriptionId(), now);
    QueueReader.View view =
        new QueueReader.View(
            queue, cursor.get(), looked.end(), aside, true, looked.isAnyRemoved(), now);
    return Optional.of(new QueueSnapshot(view, looked.inFlight()));
  }

  private static PipelinedQueries.Found<Optional<LanePositions>, Optional<Looked>> lockAndLook(
      Connection connection, QueueId queue, Instant now) throws SQLException {
    return Cursors.lock(
        connection,
        queue.subscriptionId(),
        LOCK_AND_LOOK,
        parameters -> addLook(parameters, queue, now),
        LockedQueue::looked);
  }

  private static Optional<Looked> look(Connection connection, QueueId queue, Instant now)
      throws SQLException {
    return JdbcRunner.extract(
        connection, LOOK, parameters -> addLook(parameters, queue, now), LockedQueue::looked);
  }

  private static void addLook(Parameters parameters, QueueId queue, Instant now)
      throws SQLException {
    parameters.add(now).add(now);
    MessageLog.addEnd(parameters, queue.topicId()).add(queue.subscriptionId());
  }

  private static Optional<Looked> looked(ResultSet row) throws SQLException {
    return row.next()
        ? Optional.of(
            new Looked(
                row.getBoolean(1),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getLong(4),
                MessageLog.end(row, FIRST_OF_END)))
        : Optional.empty();
  }

  /** Moves the cursor to where a read has come, and forgets the removals on the way. */
  void advance(Connection connection, QueueReader.View view, LanePositions reached)
      throws SQLException {
    advance(connection, view.queue(), view.cursor(), reached, view.mayHaveRemovals());
  }

  /**
   * The same by a caller who has locked the cursor.
   *
   * @param mayHaveRemovals whether there may be any on the way
   */
  void advance(
      Connection connection,
      QueueId queue,
      LanePositions from,
      LanePositions to,
      boolean mayHaveRemovals)
      throws SQLException {
    if (to.equals(from)) {
      return;
    }
    cursors.move(connection, queue.subscriptionId(), to);
    if (mayHaveRemovals) {
      removedMessages.deleteBefore(connection, queue.subscriptionId(), from, to);
    }
  }
}
