package dev.tidings.transport.admin;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.ActivityHistory;
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

  /** All of it. */
  static void write(JsonOutput json, Statistics statistics, FigureReader reader) {
    Figures figures = statistics.figures();
    json.field("at", JsonTime.format(figures.readAt())).field("nodes", statistics.nodes());
    json.name("total")
        .object(total -> figures(total, statistics, Subject.WHOLE, figures.queues(), reader));
    json.name("topics")
        .array(
            topics ->
                byTopic(figures)
                    .forEach((id, queues) -> topic(topics, statistics, id, queues, reader)));
    json.name("subscriptions")
        .array(
            subscriptions ->
                figures
                    .queues()
                    .forEach(queue -> subscription(subscriptions, statistics, queue, reader)));
  }

  /** The queues of each topic, also of those without any. */
  public static Map<Long, List<QueueFigures>> byTopic(Figures figures) {
    Map<Long, List<QueueFigures>> byTopic = new LinkedHashMap<>();
    figures.topicNames().keySet().forEach(id -> byTopic.put(id, new ArrayList<>()));
    figures
        .queues()
        .forEach(
            queue -> byTopic.computeIfAbsent(queue.topicId(), any -> new ArrayList<>()).add(queue));
    return byTopic;
  }

  /** One topic, with the sum of its queues. */
  public static void topic(
      JsonOutput json,
      Statistics statistics,
      long id,
      List<QueueFigures> queues,
      FigureReader reader) {
    json.object(
        fields -> {
          fields
              .field("id", id)
              .field("name", statistics.figures().topicNames().getOrDefault(id, ""))
              .field("subscriptions", queues.size());
          figures(fields, statistics, Subject.topic(id), queues, reader);
        });
  }

  /** One subscription. */
  public static void subscription(
      JsonOutput json, Statistics statistics, QueueFigures queue, FigureReader reader) {
    json.object(
        fields -> {
          fields
              .field("id", queue.subscriptionId())
              .field("topic_id", queue.topicId())
              .field("topic_name", queue.topicName())
              .field("endpoint_name", queue.endpointName())
              .field("max_depth", queue.maxDepth());
          Subject subject = Subject.subscription(queue.subscriptionId());
          figures(fields, statistics, subject, List.of(queue), reader);
        });
  }

  /** The figures of some queues together. */
  public static void figures(
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

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
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
