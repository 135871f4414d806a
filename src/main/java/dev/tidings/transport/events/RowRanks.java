package dev.tidings.transport.events;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.admin.StatisticsJson;
import dev.tidings.transport.admin.StatisticsJson.TopicFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Which topics and subscriptions come first: those with the most messages, those with the most dead
 * letters, and those that are paused. Nobody gets the rows of a hundred thousand queues each
 * second.
 */
final class RowRanks {
  /** So many of each; with as many topics and subscriptions or fewer, everybody gets all. */
  static final int MOST = 1_000;

  private final List<TopicFigures> topics;
  private final Set<Long> pausedSubscriptions;
  private final List<List<Subject>> orders = new ArrayList<>();

  /** What is ranked. */
  private record Row(Subject subject, long depth, long dead, boolean isActive) {}

  private RowRanks(Figures figures) {
    topics = StatisticsJson.topics(figures);
    pausedSubscriptions = StatisticsJson.paused(figures, ConfiguredObject.SUBSCRIPTION);
    addOrders(topics.stream().map(RowRanks::row).toList());
    addOrders(figures.queues().stream().map(this::row).toList());
  }

  static RowRanks of(Figures figures) {
    return new RowRanks(figures);
  }

  private void addOrders(List<Row> rows) {
    orders.add(largest(rows.stream(), Row::depth));
    orders.add(largest(rows.stream().filter(row -> row.dead > 0), Row::dead));
    orders.add(largest(rows.stream().filter(row -> !row.isActive), row -> 0));
  }

  private static Row row(TopicFigures topic) {
    return new Row(
        Subject.topic(topic.id()),
        topic.queues().stream().mapToLong(QueueFigures::depth).sum(),
        topic.queues().stream().mapToLong(QueueFigures::dead).sum(),
        topic.isActive());
  }

  private Row row(QueueFigures queue) {
    long id = queue.subscriptionId();
    return new Row(
        Subject.subscription(id), queue.depth(), queue.dead(), !pausedSubscriptions.contains(id));
  }

  /** Of equal ones, the older first: so a row stays where it is. */
  private static List<Subject> largest(Stream<Row> rows, ToLongFunction<Row> number) {
    return rows.sorted(
            Comparator.comparingLong(number)
                .reversed()
                .thenComparingLong(row -> row.subject().id()))
        .limit(MOST)
        .map(Row::subject)
        .toList();
  }

  /** The first of each order. */
  Set<Subject> first(int limit) {
    Set<Subject> first = new HashSet<>();
    orders.forEach(order -> first.addAll(order.subList(0, Math.min(limit, order.size()))));
    return first;
  }

  /** All topics, in the order of their ids. */
  List<TopicFigures> topics() {
    return topics;
  }

  boolean isActive(QueueFigures queue) {
    return !pausedSubscriptions.contains(queue.subscriptionId());
  }
}
