package dev.tidings.transport.admin;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import java.util.List;
import java.util.Locale;

/** Statistics in JSON. */
public final class StatisticsJson {
  private StatisticsJson() {}

  /** A topic with its queues. */
  public record TopicFigures(long id, String name, boolean isActive, List<QueueFigures> queues) {}

  /**
   * The whole, and the rows that come first.
   *
   * @param ranks of the same figures
   * @param limit of topics and of subscriptions
   */
  static void write(
      JsonOutput json, Statistics statistics, RowRanks ranks, FigureReader reader, int limit) {
    json.field("at", JsonTime.format(statistics.figures().readAt()))
        .field("nodes", statistics.nodes());
    total(json.name("total"), statistics, ranks, reader);
    json.name("topics")
        .array(
            array -> ranks.topics(limit).forEach(topic -> topic(array, statistics, topic, reader)));
    json.name("subscriptions")
        .array(
            array ->
                ranks
                    .queues(limit)
                    .forEach(
                        queue ->
                            subscription(array, statistics, queue, ranks.isActive(queue), reader)));
  }

  /** All queues together, and how many topics and subscriptions there are. */
  public static void total(
      JsonOutput json, Statistics statistics, RowRanks ranks, FigureReader reader) {
    json.object(
        fields -> {
          rates(fields, statistics.of(Subject.WHOLE));
          ranks.total().write(fields, reader.consumers());
          fields.field("topics", ranks.topicCount()).field("subscriptions", ranks.queueCount());
        });
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
    rates(json, statistics.of(subject));
    FigureSum.of(queues).write(json, queues.stream().mapToLong(reader::consumers).sum());
  }

  private static void rates(JsonOutput json, Activity activity) {
    rate(json, "publish_rate", activity.published());
    rate(json, "delivery_rate", activity.delivered());
    rate(json, "acknowledge_rate", activity.acknowledged());
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
