package dev.tidings.broker.statistics;

import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What figures say of each subject, worked out once for each time that they are read: seconds are
 * more frequent, and there may be a hundred thousand queues.
 *
 * @param figures that it is of
 * @param topics the ids of those that exist
 * @param topicIds of the subscriptions, by their ids
 * @param depths of the topics and subscriptions that have messages, and of the whole
 */
record SubjectIndex(
    Figures figures, Set<Long> topics, Map<Long, Long> topicIds, Map<Subject, Long> depths) {
  static final SubjectIndex NONE = of(Figures.NONE);

  static SubjectIndex of(Figures figures) {
    Map<Long, Long> topicIds = new HashMap<>();
    figures.queues().forEach(queue -> topicIds.put(queue.subscriptionId(), queue.topicId()));
    return new SubjectIndex(figures, figures.topicNames().keySet(), topicIds, depths(figures));
  }

  /** The index of figures that were read later; what exists is the same more often than not. */
  SubjectIndex next(Figures later) {
    return later.hasObjectsOf(figures)
        ? new SubjectIndex(later, topics, topicIds, depths(later))
        : of(later);
  }

  private static Map<Subject, Long> depths(Figures figures) {
    Map<Subject, Long> depths = new HashMap<>();
    for (QueueFigures queue : figures.queues()) {
      if (queue.depth() > 0) {
        depths.put(Subject.subscription(queue.subscriptionId()), queue.depth());
        depths.merge(Subject.topic(queue.topicId()), queue.depth(), Long::sum);
        depths.merge(Subject.WHOLE, queue.depth(), Long::sum);
      }
    }
    return depths;
  }

  boolean hasTopic(long id) {
    return topics.contains(id);
  }

  /** Whether there is such a topic or subscription. */
  boolean has(Subject subject) {
    return switch (subject.kind()) {
      case WHOLE -> true;
      case TOPIC -> topics.contains(subject.id());
      case SUBSCRIPTION -> topicIds.containsKey(subject.id());
    };
  }

  long depth(Subject subject) {
    return depths.getOrDefault(subject, 0L);
  }

  /** The topic of a subscription, if there is such a subscription. */
  OptionalLong topicOf(long subscriptionId) {
    Long topicId = topicIds.get(subscriptionId);
    return topicId == null ? OptionalLong.empty() : OptionalLong.of(topicId);
  }
}
