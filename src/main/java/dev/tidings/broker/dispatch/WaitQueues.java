package dev.tidings.broker.dispatch;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.store.queue.QueueId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wait queues of all queues at this node. A wait queue exists as long as a receiver is in it.
 */
final class WaitQueues {
  private final Map<Long, Map<QueueId, WaitQueue>> byTopic = new ConcurrentHashMap<>();

  /** The wait queue, after the receive has joined it. */
  WaitQueue join(QueueId queue, SubscriptionKey key, PendingReceive pendingReceive) {
    // Joining and leaving are atomic for each topic, so nobody joins a queue that is being taken
    // away.
    return byTopic
        .compute(
            queue.topicId(),
            (topic, known) -> {
              Map<QueueId, WaitQueue> lines = known == null ? new ConcurrentHashMap<>() : known;
              lines.computeIfAbsent(queue, any -> new WaitQueue(queue, key)).join(pendingReceive);
              return lines;
            })
        .get(queue);
  }

  void leave(QueueId queue, PendingReceive pendingReceive) {
    byTopic.computeIfPresent(
        queue.topicId(),
        (topic, lines) -> {
          lines.computeIfPresent(
              queue,
              (same, waitQueue) -> {
                waitQueue.leave(pendingReceive);
                return waitQueue.isEmpty() ? null : waitQueue;
              });
          return lines.isEmpty() ? null : lines;
        });
  }

  Optional<WaitQueue> of(QueueId queue) {
    return Optional.ofNullable(byTopic.getOrDefault(queue.topicId(), Map.of()).get(queue));
  }

  Collection<WaitQueue> ofTopic(long topicId) {
    return byTopic.getOrDefault(topicId, Map.of()).values();
  }

  List<WaitQueue> all() {
    List<WaitQueue> all = new ArrayList<>();
    byTopic.values().forEach(lines -> all.addAll(lines.values()));
    return all;
  }

  boolean areEmpty() {
    return byTopic.isEmpty();
  }
}
