package dev.tidings.broker.statistics;

import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.QueueCounts;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.platform.metrics.TopicCounters;
import java.util.HashMap;
import java.util.Map;

/** What was counted on this node since the last look. */
final class LocalCounts {
  private final Measurements measurements;
  private Map<Subject, Counts> before = new HashMap<>();

  LocalCounts(Measurements measurements) {
    this.measurements = measurements;
  }

  /** Of the topics and subscriptions that exist, those to which something happened. */
  Map<Subject, Counts> sinceLast(SubjectIndex index) {
    Map<Subject, Counts> totals = totals(index);
    Map<Subject, Counts> changes = new HashMap<>();
    totals.forEach(
        (subject, total) -> {
          Counts change = total.minus(before.getOrDefault(subject, Counts.NONE));
          if (!change.isNone()) {
            changes.put(subject, change);
          }
        });
    before = totals;
    return changes;
  }

  /** A topic has what its queues have, too. */
  private Map<Subject, Counts> totals(SubjectIndex index) {
    Map<Subject, Counts> totals = new HashMap<>();
    Measurements.Counted counted = measurements.counted();
    for (long topicId : counted.topics()) {
      if (index.hasTopic(topicId)) {
        measurements
            .knownTopic(topicId)
            .ifPresent(counters -> totals.put(Subject.topic(topicId), of(counters)));
      }
    }
    for (long queueId : counted.queues()) {
      index
          .topicOf(queueId)
          .ifPresent(
              topicId ->
                  measurements
                      .knownQueue(queueId)
                      .map(LocalCounts::of)
                      .ifPresent(
                          counts -> {
                            totals.put(Subject.subscription(queueId), counts);
                            totals.merge(Subject.topic(topicId), counts, Counts::plus);
                          }));
    }
    return totals;
  }

  private static Counts of(TopicCounters counters) {
    return new Counts(counters.of(Metric.MESSAGES_PUBLISHED), 0, 0);
  }

  private static Counts of(QueueCounts counts) {
    return new Counts(
        0, counts.of(Metric.MESSAGES_DELIVERED), counts.of(Metric.MESSAGES_ACKNOWLEDGED));
  }
}
