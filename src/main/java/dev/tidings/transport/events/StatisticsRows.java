package dev.tidings.transport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.admin.RowRanks;
import dev.tidings.transport.admin.StatisticsJson;
import dev.tidings.transport.admin.StatisticsJson.TopicFigures;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The figures of one second, a text for each row that somebody gets. It is made once, however many
 * watch.
 *
 * @param rows by their subject
 */
record StatisticsRows(Statistics statistics, RowRanks ranks, Map<Subject, String> rows) {

  /**
   * Makes the rows.
   *
   * @param ranks of the same figures
   * @param limit the largest of all who watch
   */
  static StatisticsRows of(Statistics statistics, RowRanks ranks, FigureReader reader, int limit) {
    Map<Subject, String> rows = new LinkedHashMap<>();
    rows.put(Subject.WHOLE, text(json -> StatisticsJson.total(json, statistics, ranks, reader)));
    for (TopicFigures topic : ranks.topics(limit)) {
      rows.put(
          Subject.topic(topic.id()),
          text(json -> StatisticsJson.topic(json, statistics, topic, reader)));
    }
    for (QueueFigures queue : ranks.queues(limit)) {
      boolean isActive = ranks.isActive(queue);
      rows.put(
          Subject.subscription(queue.subscriptionId()),
          text(json -> StatisticsJson.subscription(json, statistics, queue, isActive, reader)));
    }
    return new StatisticsRows(statistics, ranks, rows);
  }

  private static String text(Consumer<JsonOutput> row) {
    return new String(JsonOutput.bytes(row), UTF_8);
  }

  Figures figures() {
    return statistics.figures();
  }

  /** All rows, as many as the limit allows. */
  byte[] all(int limit) {
    Set<Subject> wanted = ranks.first(limit);
    Map<Subject, String> some = new LinkedHashMap<>(rows);
    some.keySet().removeIf(subject -> !isTold(wanted, subject));
    return event("snapshot", some, List.of());
  }

  /** The rows that are not what they were, and which are not told of any more. */
  byte[] since(StatisticsRows before, int limit) {
    Set<Subject> wanted = ranks.first(limit);
    Set<Subject> wantedBefore = before.ranks.first(limit);
    Map<Subject, String> changed = new LinkedHashMap<>();
    rows.forEach(
        (subject, row) -> {
          boolean isNew = !isTold(wantedBefore, subject) || !row.equals(before.rows.get(subject));
          if (isNew && isTold(wanted, subject)) {
            changed.put(subject, row);
          }
        });
    List<Subject> removed =
        wantedBefore.stream().filter(subject -> !wanted.contains(subject)).toList();
    return event("statistics", changed, removed);
  }

  private static boolean isTold(Set<Subject> wanted, Subject subject) {
    return subject.equals(Subject.WHOLE) || wanted.contains(subject);
  }

  private byte[] event(String type, Map<Subject, String> some, List<Subject> removed) {
    return ServerSentEvent.of(
        type,
        fields -> {
          fields
              .field("at", JsonTime.format(statistics.figures().readAt()))
              .field("is_current", statistics.isCurrent())
              .field("nodes", statistics.nodes());
          if (some.containsKey(Subject.WHOLE)) {
            fields.name("total").verbatim(some.get(Subject.WHOLE));
          }
          list(fields, "topics", Subject.Kind.TOPIC, some);
          list(fields, "subscriptions", Subject.Kind.SUBSCRIPTION, some);
          numbers(fields, "removed_topics", Subject.Kind.TOPIC, removed);
          numbers(fields, "removed_subscriptions", Subject.Kind.SUBSCRIPTION, removed);
        });
  }

  private static void list(
      JsonOutput json, String name, Subject.Kind kind, Map<Subject, String> some) {
    List<String> rows =
        some.entrySet().stream()
            .filter(entry -> entry.getKey().kind() == kind)
            .map(Map.Entry::getValue)
            .toList();
    json.name(name).array(array -> rows.forEach(array::verbatim));
  }

  private static void numbers(
      JsonOutput json, String name, Subject.Kind kind, List<Subject> removed) {
    List<Long> ids =
        removed.stream().filter(one -> one.kind() == kind).map(Subject::id).sorted().toList();
    if (!ids.isEmpty()) {
      json.name(name).array(array -> ids.forEach(array::number));
    }
  }
}
