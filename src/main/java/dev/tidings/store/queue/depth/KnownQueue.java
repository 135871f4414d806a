package dev.tidings.store.queue.depth;

import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.store.log.LanePositions;
import java.util.Optional;

/**
 * A queue that was read before. A cursor never moves back, and never past the end of the log: a
 * queue whose cursor was at the end has nothing ahead for as long as the end is the same.
 */
final class KnownQueue {
  private final QueueFigures idle;
  private LanePositions doneUpTo;

  /**
   * One of which nothing is known yet.
   *
   * @param idle its figures without any message
   */
  KnownQueue(QueueFigures idle) {
    this.idle = idle;
  }

  long id() {
    return idle.subscriptionId();
  }

  long topicId() {
    return idle.topicId();
  }

  QueueFigures idle() {
    return idle;
  }

  boolean isDoneUpTo(LanePositions end) {
    return end.equals(doneUpTo);
  }

  /** Its cursor was read. */
  void cursorWas(LanePositions cursor) {
    doneUpTo = cursor;
  }

  /** The same queue, under the names that it had before. */
  void takeOver(Optional<KnownQueue> before) {
    before.ifPresent(same -> doneUpTo = same.doneUpTo);
  }
}
