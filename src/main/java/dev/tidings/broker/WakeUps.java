package dev.tidings.broker;

import dev.tidings.log.LogEntry;
import dev.tidings.log.RecentEntries;
import dev.tidings.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Tells those who wait for messages that there may be some. Called after commits, it never waits.
 */
@ApplicationScoped
class WakeUps {
  @Inject RecentEntries recent;
  @Inject WaitingRoom waitingRoom;
  @Inject HeldBack heldBack;

  /** This was published to a topic and is committed. */
  void published(long topicId, Publisher.Published published) {
    appended(topicId, published.appended());
    published.firstDue().ifPresent(heldBack::expect);
  }

  /** These entries of a topic are committed. */
  void appended(long topicId, List<LogEntry> entries) {
    if (!entries.isEmpty()) {
      recent.add(topicId, entries);
      waitingRoom.wake(topicId, entries);
    }
  }

  /** Something that was in flight may have come back, or the queue is gone. */
  void changed(QueueId queue) {
    waitingRoom.wake(queue);
  }

  /** The topic is deleted, with all its queues. */
  void gone(long topicId) {
    waitingRoom.wake(topicId);
  }

  /** Something that was in flight is done, which may make room for more. */
  void settled(QueueId queue) {
    waitingRoom.wakeForRoom(queue);
  }
}
