package dev.tidings.store.queue.read;

import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.RemovedMessages;
import dev.tidings.store.queue.inflight.Redeliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes many messages that are ready from a queue, page by page. A page takes the same few
 * statements however many messages it has, because the queue's lock is held meanwhile.
 */
@ApplicationScoped
public class ReadyMessageRemoval {
  @Inject LockedQueue lockedQueue;
  @Inject QueueReader reader;
  @Inject Redeliveries redeliveries;
  @Inject RemovedMessages removedMessages;

  /**
   * What was removed from a page.
   *
   * @param seen how many messages the page had
   * @param next where the next page begins; empty on the last one
   */
  public record Removal(List<QueueEntry> removed, int seen, String next) {}

  /**
   * Removes those of a page that are wanted.
   *
   * @param after where the page begins; empty for the first one
   * @return empty when the subscription is gone
   */
  public Optional<Removal> remove(
      Connection connection,
      QueueId queue,
      InstantSource clock,
      int maxDeliveries,
      String after,
      ReceiveBudget receiveBudget,
      Predicate<LogEntry> isWanted)
      throws SQLException {
    DeliveryPosition begin = DeliveryPosition.parse(after);
    Optional<LockedQueue.QueueSnapshot> snapshot =
        lockedQueue.open(connection, queue, clock, maxDeliveries);
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    QueueReader.View view = snapshot.get().view();
    QueueReader.Batch page = reader.read(connection, view, begin, receiveBudget);
    List<QueueEntry> removed =
        page.deliveries().stream().filter(entry -> isWanted.test(entry.entry())).toList();
    redeliveries.delete(
        connection,
        queue.subscriptionId(),
        removed.stream().flatMap(entry -> entry.inFlight().stream()).toList());
    removeAhead(connection, view, begin, page, isWanted);
    int seen = page.deliveries().size();
    String next =
        receiveBudget.isSpent() && seen > 0
            ? DeliveryPosition.after(page.deliveries().get(seen - 1)).toString()
            : "";
    return Optional.of(new Removal(removed, seen, next));
  }

  /** The cursor passes those that it has reached; the others are noted one by one. */
  private void removeAhead(
      Connection connection,
      QueueReader.View view,
      DeliveryPosition begin,
      QueueReader.Batch page,
      Predicate<LogEntry> isWanted)
      throws SQLException {
    LanePositions reached = passed(view.cursor(), begin, page.reached());
    List<LogEntry> beyond = new ArrayList<>();
    for (QueueEntry entry : page.deliveries()) {
      LogEntry ahead = entry.entry();
      if (entry.inFlight().isPresent() || ahead.position() >= reached.at(ahead.lane())) {
        continue;
      }
      if (!isWanted.test(ahead)) {
        reached = reached.with(ahead.lane(), ahead.position());
      }
    }
    for (QueueEntry entry : page.deliveries()) {
      LogEntry ahead = entry.entry();
      if (entry.inFlight().isEmpty()
          && ahead.position() >= reached.at(ahead.lane())
          && isWanted.test(ahead)) {
        beyond.add(ahead);
      }
    }
    removedMessages.addAll(connection, view.queue().subscriptionId(), beyond);
    lockedQueue.advance(connection, view, reached);
  }

  /** A lane that was not read from the cursor on leaves the cursor where it is. */
  private static LanePositions passed(
      LanePositions cursor, DeliveryPosition begin, LanePositions reached) {
    LanePositions passed = cursor;
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      if (lane <= begin.priority() && begin.firstInLane(lane) <= cursor.at(lane)) {
        passed = passed.with(lane, reached.at(lane));
      }
    }
    return passed;
  }
}
