package dev.tidings.platform.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What this node counts and measures. Whoever reads it pays for names, limits and formats; whoever
 * counts finds the counters of a topic or queue once for each transaction, and adds.
 */
@ApplicationScoped
public class Measurements {
  private final Map<Long, TopicCounters> topics = new ConcurrentHashMap<>();
  private final Map<Long, QueueCounts> queues = new ConcurrentHashMap<>();
  private final Map<Metric, LongSupplier> watched = new ConcurrentHashMap<>();

  private final Map<Metric, Histogram> histograms =
      new ConcurrentHashMap<>(
          Map.of(
              Metric.DELIVERY_DELAY, Histogram.ofDurations(),
              Metric.ACKNOWLEDGE_DELAY, Histogram.ofDurations(),
              Metric.HOUSEKEEPING_DURATION, Histogram.ofDurations(),
              Metric.JOB_BATCH_DURATION, Histogram.ofDurations(),
              Metric.FLUSH_DURATION, Histogram.ofDurations(),
              Metric.PUBLISH_BATCH, Histogram.ofCounts(),
              Metric.DELIVERY_BATCH, Histogram.ofCounts()));

  private final Map<Metric, LongAdder> counters =
      new EnumMap<>(Map.of(Metric.HOUSEKEEPING_FAILURES, new LongAdder()));

  private final Map<LoginRefusal, LongAdder> logins =
      new EnumMap<>(
          Map.of(
              LoginRefusal.CREDENTIALS, new LongAdder(),
              LoginRefusal.ATTEMPTS, new LongAdder()));

  private final Map<String, LongAdder> listenerFailures = new ConcurrentHashMap<>();

  private final Map<PublishPart, Histogram> publishing = new EnumMap<>(PublishPart.class);

  /** The parts of a publish. */
  public enum PublishPart {
    LOCK,
    INSERT,
    FLUSH
  }

  /** Why a login was refused. */
  public enum LoginRefusal {
    CREDENTIALS,
    ATTEMPTS
  }

  public Measurements() {
    for (PublishPart part : PublishPart.values()) {
      publishing.put(part, Histogram.ofDurations());
    }
  }

  /** The counters of a topic, which exist from the first time on that somebody counts. */
  public TopicCounters topic(long topicId) {
    TopicCounters known = topics.get(topicId);
    return known != null ? known : topics.computeIfAbsent(topicId, any -> new TopicCounters());
  }

  /** The counters of the queue of a subscription. */
  public QueueCounts queue(long subscriptionId) {
    QueueCounts known = queues.get(subscriptionId);
    return known != null ? known : queues.computeIfAbsent(subscriptionId, any -> new QueueCounts());
  }

  /** The same if anybody has counted. */
  public Optional<TopicCounters> knownTopic(long topicId) {
    return Optional.ofNullable(topics.get(topicId));
  }

  /** The same if anybody has counted. */
  public Optional<QueueCounts> knownQueue(long subscriptionId) {
    return Optional.ofNullable(queues.get(subscriptionId));
  }

  /** What was counted of a metric of topics or of queues, over all of them that exist. */
  public long total(Metric metric) {
    return topics.values().stream().mapToLong(counters -> counters.of(metric)).sum()
        + queues.values().stream().mapToLong(counts -> counts.of(metric)).sum();
  }

  /** Counts one event of the whole node. */
  public void count(Metric metric) {
    counters.get(metric).increment();
  }

  /** How many there were, or the value that somebody keeps; 0 until somebody does. */
  public long value(Metric metric) {
    LongAdder counter = counters.get(metric);
    LongSupplier value = watched.get(metric);
    if (counter != null) {
      return counter.sum();
    }
    return value == null ? 0 : value.getAsLong();
  }

  public void refused(LoginRefusal reason) {
    logins.get(reason).increment();
  }

  public long refusals(LoginRefusal reason) {
    return logins.get(reason).sum();
  }

  /** Counts a call of a listener that failed. */
  public void listenerFailed(String name) {
    listenerFailures.computeIfAbsent(name, any -> new LongAdder()).increment();
  }

  public long listenerFailures(String name) {
    LongAdder known = listenerFailures.get(name);
    return known == null ? 0 : known.sum();
  }

  public Histogram histogram(Metric metric) {
    return histograms.get(metric);
  }

  public Histogram publishing(PublishPart part) {
    return publishing.get(part);
  }

  /** Says how a value is read that somebody else keeps. */
  public void watch(Metric metric, LongSupplier value) {
    watched.put(metric, value);
  }

  /** The same of a histogram. */
  public void watch(Metric metric, Histogram histogram) {
    histograms.put(metric, histogram);
  }

  /** The topics and queues that are counted, to forget those of them that are gone. */
  public Counted counted() {
    return new Counted(Set.copyOf(topics.keySet()), Set.copyOf(queues.keySet()));
  }

  /** Ids of topics and of subscriptions. */
  public record Counted(Set<Long> topics, Set<Long> queues) {}

  /**
   * Forgets counters.
   *
   * @param before what was counted before the look at what exists
   */
  public void keepOnly(Counted before, Set<Long> topicIds, Set<Long> subscriptionIds) {
    before.topics().stream().filter(id -> !topicIds.contains(id)).forEach(topics::remove);
    before.queues().stream().filter(id -> !subscriptionIds.contains(id)).forEach(queues::remove);
  }
}
