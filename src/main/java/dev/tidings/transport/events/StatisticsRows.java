package dev.tidings.transport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.admin.StatisticsJson;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The figures of one second, a text for each row. It is made once, however many watch.
 *
 * @param rows by their subject
 */
record StatisticsRows(Statistics statistics, Map<Subject, String> rows) {

  static StatisticsRows of(Statistics statistics, FigureReader reader) {
    Figures figures = statistics.figures();
    Map<Subject, String> rows = new LinkedHashMap<>();
    rows.put(
        Subject.WHOLE,
        text(
            json ->
                json.object(
                    whole ->
                        StatisticsJson.figures(
                            whole, statistics, Subject.WHOLE, figures.queues(), reader))));
    StatisticsJson.byTopic(figures)
        .forEach(
            (id, queues) ->
                rows.put(
                    Subject.topic(id),
                    text(json -> StatisticsJson.topic(json, statistics, id, queues, reader))));
    for (QueueFigures queue : figures.queues()) {
      rows.put(
          Subject.subscription(queue.subscriptionId()),
          text(json -> StatisticsJson.subscription(json, statistics, queue, reader)));
    }
    return new StatisticsRows(statistics, rows);
  }

  private static String text(Consumer<JsonOutput> row) {
    return new String(JsonOutput.bytes(row), UTF_8);
  }

  /** All rows. */
  byte[] all() {
    return event("snapshot", rows);
  }

  /** The rows that are not what they were. */
  byte[] since(StatisticsRows before) {
    Map<Subject, String> changed = new LinkedHashMap<>();
    rows.forEach(
        (subject, row) -> {
          if (!row.equals(before.rows.get(subject))) {
            changed.put(subject, row);
          }
        });
    return event("statistics", changed);
  }

  private byte[] event(String type, Map<Subject, String> some) {
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
}
