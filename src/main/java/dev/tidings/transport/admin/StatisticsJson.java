package dev.tidings.transport.admin;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Statistics in JSON. */
public final class StatisticsJson {
  private StatisticsJson() {}

  /** The sum of the figures of some queues. */
  private record Sum(
      long ready, long leased, long delayed, long dead, long consumers, Duration oldest) {
    static Sum of(List<QueueFigures> queues, FigureReader reader) {
      Sum sum = new Sum(0, 0, 0, 0, 0, Duration.ZERO);
      for (QueueFigures queue : queues) {
        sum =
            new Sum(
                sum.ready + queue.ready(),
                sum.leased + queue.leased(),
                sum.delayed + queue.delayed(),
                sum.dead + queue.dead(),
                sum.consumers + reader.consumers(queue),
                sum.oldest.compareTo(queue.oldestAge()) > 0 ? sum.oldest : queue.oldestAge());
      }
      return sum;
    }

    void write(JsonOutput json) {
      json.field("queue_depth", ready + leased + delayed)
          .field("ready", ready)
          .field("leased", leased)
          .field("delayed", delayed)
          .field("dead_letters", dead)
          .field("consumers", consumers)
          .field("oldest_age_ms", oldest.toMillis());
    }
  }

  /** A topic with its queues. */
  public record TopicFigures(long id, String name, boolean isActive, List<QueueFigures> queues) {}

  /** All of it. */
  static void write(JsonOutput json, Statistics statistics, FigureReader reader) {
    Figures figures = statistics.figures();
    List<TopicFigures> topics = topics(figures);
    Set<Long> paused = paused(figures, ConfiguredObject.SUBSCRIPTION);
    json.field("at", JsonTime.format(figures.readAt())).field("nodes", statistics.nodes());
    total(json.name("total"), statistics, topics.size(), reader);
    json.name("topics")
        .array(array -> topics.forEach(topic -> topic(array, statistics, topic, reader)));
    json.name("subscriptions")
        .array(
            array ->
                figures
                    .queues()
                    .forEach(
                        queue -> {
                          boolean isActive = !paused.contains(queue.subscriptionId());
                          subscription(array, statistics, queue, isActive, reader);
                        }));
  }

  /** All queues together, and how many topics and subscriptions there are. */
  public static void total(
      JsonOutput json, Statistics statistics, int topics, FigureReader reader) {
    List<QueueFigures> queues = statistics.figures().queues();
    json.object(
        fields -> {
          figures(fields, statistics, Subject.WHOLE, queues, reader);
          fields.field("topics", topics).field("subscriptions", queues.size());
        });
  }

  /** The topics, also those without any queue. */
  public static List<TopicFigures> topics(Figures figures) {
    Map<Long, List<QueueFigures>> byTopic = new LinkedHashMap<>();
    Map<Long, String> names = figures.topicNames();
    names.keySet().forEach(id -> byTopic.put(id, new ArrayList<>()));
    figures
        .queues()
        .forEach(
            queue -> byTopic.computeIfAbsent(queue.topicId(), any -> new ArrayList<>()).add(queue));
    Set<Long> paused = paused(figures, ConfiguredObject.TOPIC);
    return byTopic.entrySet().stream()
        .map(
            entry -> {
              long id = entry.getKey();
              String name = names.getOrDefault(id, "");
              return new TopicFigures(id, name, !paused.contains(id), entry.getValue());
            })
        .toList();
  }

  /** The ids of the objects of a kind that are not active. */
  public static Set<Long> paused(Figures figures, String kind) {
    return figures.objects().stream()
        .filter(object -> !object.isActive() && object.kind().equals(kind))
        .map(ConfiguredObject::id)
        .collect(Collectors.toSet());
  }

  /** One topic, with the sum of its queues. */
  public static void topic(
      JsonOutput json, Statistics statistics, TopicFigures topic, FigureReader reader) {
    json.object(
        fields -> {
          fields
              .field("id", topic.id())
              .field("name", topic.name())
              .field("is_active", topic.isActive())
              .field("subscriptions", topic.queues().size());
          figures(fields, statistics, Subject.topic(topic.id()), topic.queues(), reader);
        });
  }

  /** One subscription. */
  public static void subscription(
      JsonOutput json,
      Statistics statistics,
      QueueFigures queue,
      boolean isActive,
      FigureReader reader) {
    json.object(
        fields -> {
          fields
              .field("id", queue.subscriptionId())
              .field("topic_id", queue.topicId())
              .field("topic_name", queue.topicName())
              .field("endpoint_name", queue.endpointName())
              .field("is_active", isActive)
              .field("max_depth", queue.maxDepth());
          Subject subject = Subject.subscription(queue.subscriptionId());
          figures(fields, statistics, subject, List.of(queue), reader);
        });
  }

  /** The figures of some queues together. */
  private static void figures(
      JsonOutput json,
      Statistics statistics,
      Subject subject,
      List<QueueFigures> queues,
      FigureReader reader) {
    Activity activity = statistics.of(subject);
    rate(json, "publish_rate", activity.published());
    rate(json, "delivery_rate", activity.delivered());
    rate(json, "acknowledge_rate", activity.acknowledged());
    Sum.of(queues, reader).write(json);
  }

  private static void rate(JsonOutput json, String name, Activity.Rate rate) {
    json.name(name)
        .object(
            fields -> {
              fields.name("minute").verbatim(decimal(rate.minute()));
              fields.name("hour").verbatim(decimal(rate.hour()));
            });
  }

  /** Most queues do nothing at a moment, and formatting is slow. */
  static String decimal(double value) {
    return value == 0 ? "0.000" : String.format(Locale.ROOT, "%.3f", value);
  }

  static void write(JsonOutput json, ActivityHistory history) {
    json.field("resolution", history.resolution().wireName())
        .field("step_ms", history.resolution().step().toMillis())
        .field("end", JsonTime.format(history.end()));
    numbers(json, "published", history.published());
    numbers(json, "delivered", history.delivered());
    numbers(json, "acknowledged", history.acknowledged());
    numbers(json, "queue_depth", history.depth());
  }

  private static void numbers(JsonOutput json, String name, List<Integer> values) {
    json.name(name).array(numbers -> values.forEach(numbers::number));
  }
}
