package dev.tidings.broker;

import dev.tidings.config.ChangedTopics;
import dev.tidings.config.OtherServers;
import dev.tidings.log.LogEntry;
import dev.tidings.log.RecentEntries;
import dev.tidings.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Notifies waiting receivers, at this node and at others, that there may be messages. Called after
 * commits; it does not block.
 */
@ApplicationScoped
class WakeUps {
  @Inject RecentEntries recent;
  @Inject WaitingRoom waitingRoom;
  @Inject OtherServers otherServers;

  /** These entries of a topic are committed. */
  Woken appended(long topicId, List<LogEntry> entries) {
    if (entries.isEmpty()) {
      return Woken.NOBODY;
    }
    recent.add(topicId, entries);
    Woken woken = waitingRoom.wake(topicId, entries);
    otherServers.announce(List.of(topicId));
    return woken;
  }

  /** Something that was in flight may have come back, or the queue is gone. */
  void changed(QueueId queue) {
    waitingRoom.wake(queue);
    otherServers.announce(List.of(queue.topicId()));
  }

  /** The topic is deleted, with all its queues. */
  void gone(long topicId) {
    waitingRoom.wake(topicId);
    otherServers.announce(List.of(topicId));
  }

  /**
   * Something that was in flight is done, which may make room for more. The other servers find that
   * out by themselves: to tell them of every acknowledgement would cost more than it helps.
   */
  void settled(QueueId queue) {
    waitingRoom.wakeForRoom(queue);
  }

  /** Other servers say so, or could not be heard. */
  void heard(ChangedTopics topics) {
    if (topics.isAny()) {
      // The database may have lost the latest of what is known here.
      recent.forgetAll();
      waitingRoom.lookForAll();
    } else {
      topics.ids().forEach(waitingRoom::wake);
    }
  }
}
