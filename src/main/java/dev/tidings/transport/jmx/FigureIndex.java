package dev.tidings.transport.jmx;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Statistics by what they are of. */
final class FigureIndex {
  private final Statistics statistics;
  private final Map<Long, QueueFigures> queues = new HashMap<>();
  private final Map<Long, List<QueueFigures>> queuesByTopic;
  private final Map<Subject, ConfiguredObject> objects = new HashMap<>();

  FigureIndex(Statistics statistics) {
    this.statistics = statistics;
    Figures figures = statistics.figures();
    figures.queues().forEach(queue -> queues.put(queue.subscriptionId(), queue));
    queuesByTopic = figures.queues().stream().collect(Collectors.groupingBy(QueueFigures::topicId));
    for (ConfiguredObject object : figures.objects()) {
      if (object.kind().equals(ConfiguredObject.TOPIC)) {
        objects.put(Subject.topic(object.id()), object);
      } else if (object.kind().equals(ConfiguredObject.SUBSCRIPTION)) {
        objects.put(Subject.subscription(object.id()), object);
      }
    }
  }

  /** These queues are the whole, those of a topic, or one. */
  List<QueueFigures> queues(Subject subject) {
    return switch (subject.kind()) {
      case WHOLE -> statistics.figures().queues();
      case TOPIC -> queuesByTopic.getOrDefault(subject.id(), List.of());
      case SUBSCRIPTION ->
          queues.containsKey(subject.id()) ? List.of(queues.get(subject.id())) : List.of();
    };
  }

  Activity activity(Subject subject) {
    return statistics.of(subject);
  }

  /** Not of something that is paused or gone. */
  boolean isActive(Subject subject) {
    return objects.containsKey(subject) && objects.get(subject).isActive();
  }

  int count(Subject.Kind kind) {
    return (int) objects.keySet().stream().filter(subject -> subject.kind() == kind).count();
  }

  /**
   * The topic of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  Subject topic(String name) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == Subject.Kind.TOPIC)
        .filter(entry -> entry.getValue().name().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no topic %s.".formatted(name)));
  }

  /**
   * The queue of an endpoint.
   *
   * @throws IllegalArgumentException when it is not subscribed
   */
  Subject queue(String topic, String endpoint) {
    return statistics.figures().queues().stream()
        .filter(queue -> queue.topicName().equals(topic))
        .filter(queue -> queue.endpointName().equals(endpoint))
        .map(queue -> Subject.subscription(queue.subscriptionId()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no subscription of %s to %s.".formatted(endpoint, topic)));
  }

  boolean isCurrent() {
    return statistics.isCurrent();
  }
}
