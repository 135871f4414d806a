package dev.tidings.broker;

import dev.tidings.api.SubscriptionKey;
import dev.tidings.queue.QueueId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wait queues of all queues at this node. A wait queue exists as long as a receiver is in it.
 */
final class Lines {
  private final Map<Long, Map<QueueId, Line>> byTopic = new ConcurrentHashMap<>();

  /** The line that somebody has joined at its end. */
  Line join(QueueId queue, SubscriptionKey key, Waiter waiter) {
    // Joining and leaving are atomic for each topic, so nobody joins a line that is being taken
    // away.
    return byTopic
        .compute(
            queue.topicId(),
            (topic, known) -> {
              Map<QueueId, Line> lines = known == null ? new ConcurrentHashMap<>() : known;
              lines.computeIfAbsent(queue, any -> new Line(queue, key)).join(waiter);
              return lines;
            })
        .get(queue);
  }

  void leave(QueueId queue, Waiter waiter) {
    byTopic.computeIfPresent(
        queue.topicId(),
        (topic, lines) -> {
          lines.computeIfPresent(
              queue,
              (same, line) -> {
                line.leave(waiter);
                return line.isEmpty() ? null : line;
              });
          return lines.isEmpty() ? null : lines;
        });
  }

  Optional<Line> of(QueueId queue) {
    return Optional.ofNullable(byTopic.getOrDefault(queue.topicId(), Map.of()).get(queue));
  }

  Collection<Line> ofTopic(long topicId) {
    return byTopic.getOrDefault(topicId, Map.of()).values();
  }

  List<Line> all() {
    List<Line> all = new ArrayList<>();
    byTopic.values().forEach(lines -> all.addAll(lines.values()));
    return all;
  }

  boolean areEmpty() {
    return byTopic.isEmpty();
  }
}
