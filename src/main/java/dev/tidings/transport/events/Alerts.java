package dev.tidings.transport.events;

import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody should look at, while somebody watches. The alert rules for Prometheus say the
 * same, and wait longer before they do.
 */
final class Alerts {
  static final Duration OLD = Duration.ofMinutes(10);
  static final double NEARLY_FULL = 0.8;

  /** What an alert is about. */
  private record Key(String name, String topicName, String endpointName) {
    Map<String, String> data(String state) {
      return Map.of(
          "name", name, "state", state, "topic_name", topicName, "endpoint_name", endpointName);
    }
  }

  private final FigureReader reader;
  private final Map<Long, Long> deadLetters = new HashMap<>();
  private Set<Key> firing = Set.of();

  Alerts(FigureReader reader) {
    this.reader = reader;
  }

  /** What begins and what ends with these figures. */
  List<Map<String, String>> changes(Statistics statistics) {
    Set<Key> now = new LinkedHashSet<>();
    if (!statistics.isCurrent()) {
      now.add(new Key("database-unavailable", "", ""));
    }
    List<QueueFigures> queues = statistics.figures().queues();
    queues.forEach(queue -> now.addAll(of(queue, statistics)));
    deadLetters
        .keySet()
        .retainAll(queues.stream().map(QueueFigures::subscriptionId).collect(Collectors.toSet()));
    List<Map<String, String>> changes = new ArrayList<>();
    now.stream()
        .filter(key -> !firing.contains(key))
        .forEach(key -> changes.add(key.data("firing")));
    firing.stream()
        .filter(key -> !now.contains(key))
        .forEach(key -> changes.add(key.data("resolved")));
    firing = now;
    return changes;
  }

  private List<Key> of(QueueFigures queue, Statistics statistics) {
    List<Key> keys = new ArrayList<>();
    if (queue.depth() > 0 && queue.oldestAge().compareTo(OLD) > 0) {
      keys.add(key("oldest-message-too-old", queue));
    }
    if (queue.depth() >= NEARLY_FULL * queue.maxDepth()) {
      keys.add(key("queue-nearly-full", queue));
    }
    if (hasMoreDeadLetters(queue)) {
      keys.add(key("dead-letters-growing", queue));
    }
    Subject subject = Subject.subscription(queue.subscriptionId());
    boolean isServed =
        reader.consumers(queue) > 0
            || queue.leased() > 0
            || statistics.of(subject).delivered().minute() > 0;
    if (queue.ready() > 0 && !isServed) {
      keys.add(key("no-consumer", queue));
    }
    return keys;
  }

  private boolean hasMoreDeadLetters(QueueFigures queue) {
    Long before = deadLetters.put(queue.subscriptionId(), queue.dead());
    return before != null && queue.dead() > before;
  }

  private static Key key(String name, QueueFigures queue) {
    return new Key(name, queue.topicName(), queue.endpointName());
  }
}
