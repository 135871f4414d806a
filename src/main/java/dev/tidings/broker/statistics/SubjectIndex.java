package dev.tidings.broker.statistics;

import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What figures say of each subject, worked out once for each time that they are read: seconds are
 * more frequent, and there may be a hundred thousand queues.
 *
 * @param depths of all topics, of all subscriptions and of the whole
 * @param topicIds of the subscriptions, by their ids
 */
record SubjectIndex(Map<Subject, Long> depths, Map<Long, Long> topicIds) {
  static final SubjectIndex NONE = of(Figures.NONE);

  static SubjectIndex of(Figures figures) {
    Map<Subject, Long> depths = new HashMap<>();
    Map<Long, Long> topicIds = new HashMap<>();
    figures.topicNames().keySet().forEach(id -> depths.put(Subject.topic(id), 0L));
    for (QueueFigures queue : figures.queues()) {
      topicIds.put(queue.subscriptionId(), queue.topicId());
      depths.put(Subject.subscription(queue.subscriptionId()), queue.depth());
      depths.merge(Subject.topic(queue.topicId()), queue.depth(), Long::sum);
      depths.merge(Subject.WHOLE, queue.depth(), Long::sum);
    }
    return new SubjectIndex(depths, topicIds);
  }

  boolean hasTopic(long id) {
    return depths.containsKey(Subject.topic(id));
  }

  /** The topic of a subscription, if there is such a subscription. */
  OptionalLong topicOf(long subscriptionId) {
    Long topicId = topicIds.get(subscriptionId);
    return topicId == null ? OptionalLong.empty() : OptionalLong.of(topicId);
  }
}
