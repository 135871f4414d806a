package dev.tidings.broker.dispatch;

import dev.tidings.platform.cluster.ChangedTopics;
import dev.tidings.platform.cluster.ClusterNotifier;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.RecentEntryCache;
import dev.tidings.store.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Notifies waiting receivers, at this node and at others, that there may be messages. Called after
 * commits; it does not block.
 */
@ApplicationScoped
public class WakeUps {
  @Inject RecentEntryCache recent;
  @Inject PendingReceives pendingReceives;
  @Inject ClusterNotifier clusterNotifier;

  /** These entries of a topic are committed. */
  public WakeUpResult appended(long topicId, List<LogEntry> entries) {
    if (entries.isEmpty()) {
      return WakeUpResult.NOBODY;
    }
    recent.add(topicId, entries);
    WakeUpResult wakeUpResult = pendingReceives.wake(topicId, entries);
    clusterNotifier.announce(List.of(topicId));
    return wakeUpResult;
  }

  /** Something that was in flight may have come back, or the queue is gone. */
  public void changed(QueueId queue) {
    pendingReceives.wake(queue);
    clusterNotifier.announce(List.of(queue.topicId()));
  }

  /** The topic is deleted, with all its queues. */
  public void gone(long topicId) {
    pendingReceives.wake(topicId);
    clusterNotifier.announce(List.of(topicId));
  }

  /**
   * Something that was in flight is done, which may make room for more. The other nodes find that
   * out by themselves: to tell them of every acknowledgement would cost more than it helps.
   */
  public void settled(QueueId queue) {
    pendingReceives.wakeForSettled(queue);
  }

  /** Other nodes say so, or could not be heard. */
  public void heard(ChangedTopics topics) {
    if (topics.isAny()) {
      // The database may have lost the latest of what is known here.
      recent.forgetAll();
      pendingReceives.checkAll();
    } else {
      topics.ids().forEach(pendingReceives::wake);
    }
  }
}
