package dev.tidings.transport.admin;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.transport.admin.StatisticsJson.TopicFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which topics and subscriptions come first: those with the most messages, those with the most dead
 * letters, and those that are paused. Nobody gets the rows of a hundred thousand queues.
 */
public final class RowRanks {
  /** So many of each; with as many topics and subscriptions or fewer, everybody gets all. */
  public static final int MOST = 1_000;

  private final Set<Long> pausedTopics;
  private final Set<Long> pausedSubscriptions;
  private final int topicCount;
  private final int queueCount;
  private final FigureSum total;
  private final List<List<Long>> topicOrders;
  private final List<List<Long>> queueOrders;
  private final Map<Long, TopicFigures> topics = new TreeMap<>();
  private final Map<Long, QueueFigures> queues = new TreeMap<>();

  private RowRanks(Figures figures) {
    Map<Long, String> names = figures.topicNames();
    pausedTopics = paused(figures, ConfiguredObject.TOPIC);
    pausedSubscriptions = paused(figures, ConfiguredObject.SUBSCRIPTION);
    topicCount = names.size();
    queueCount = figures.queues().size();
    total = FigureSum.of(figures.queues());
    topicOrders = topicOrders(figures, names.keySet());
    queueOrders = queueOrders(figures);
    keep(figures, names);
  }

  public static RowRanks of(Figures figures) {
    return new RowRanks(figures);
  }

  /** The ids of the objects of a kind that are not active. */
  private static Set<Long> paused(Figures figures, String kind) {
    return figures.objects().stream()
        .filter(object -> !object.isActive() && object.kind().equals(kind))
        .map(ConfiguredObject::id)
        .collect(Collectors.toSet());
  }

  /** Also those without any queue. */
  private List<List<Long>> topicOrders(Figures figures, Set<Long> ids) {
    Map<Long, Long> depths = new HashMap<>();
    Map<Long, Long> dead = new HashMap<>();
    for (QueueFigures queue : figures.queues()) {
      if (queue.depth() > 0) {
        depths.merge(queue.topicId(), queue.depth(), Long::sum);
      }
      if (queue.dead() > 0) {
        dead.merge(queue.topicId(), queue.dead(), Long::sum);
      }
    }
    Ranking ranking = new Ranking(MOST);
    for (long id : ids) {
      ranking.offer(
          new Ranking.Row(
              id,
              depths.getOrDefault(id, 0L),
              dead.getOrDefault(id, 0L),
              !pausedTopics.contains(id)));
    }
    return ranking.ids();
  }

  private List<List<Long>> queueOrders(Figures figures) {
    Ranking ranking = new Ranking(MOST);
    for (QueueFigures queue : figures.queues()) {
      ranking.offer(
          new Ranking.Row(queue.subscriptionId(), queue.depth(), queue.dead(), isActive(queue)));
    }
    return ranking.ids();
  }

  /** Keeps those that somebody may ask for. */
  private void keep(Figures figures, Map<Long, String> names) {
    for (long id : Ranking.first(topicOrders, MOST)) {
      topics.put(
          id, new TopicFigures(id, names.get(id), !pausedTopics.contains(id), new ArrayList<>()));
    }
    Set<Long> wanted = Ranking.first(queueOrders, MOST);
    for (QueueFigures queue : figures.queues()) {
      TopicFigures topic = topics.get(queue.topicId());
      if (topic != null) {
        topic.queues().add(queue);
      }
      if (wanted.contains(queue.subscriptionId())) {
        queues.put(queue.subscriptionId(), queue);
      }
    }
  }

  /** The first of each order. */
  public Set<Subject> first(int limit) {
    Set<Subject> first = new HashSet<>();
    Ranking.first(topicOrders, limit).forEach(id -> first.add(Subject.topic(id)));
    Ranking.first(queueOrders, limit).forEach(id -> first.add(Subject.subscription(id)));
    return first;
  }

  /** The topics among the first of each order, in the order of their ids. */
  public List<TopicFigures> topics(int limit) {
    Set<Long> wanted = Ranking.first(topicOrders, limit);
    return topics.values().stream().filter(topic -> wanted.contains(topic.id())).toList();
  }

  /** The queues among the first of each order, in the order of the ids of subscriptions. */
  public List<QueueFigures> queues(int limit) {
    Set<Long> wanted = Ranking.first(queueOrders, limit);
    return queues.values().stream()
        .filter(queue -> wanted.contains(queue.subscriptionId()))
        .toList();
  }

  public boolean isActive(QueueFigures queue) {
    return !pausedSubscriptions.contains(queue.subscriptionId());
  }

  FigureSum total() {
    return total;
  }

  int topicCount() {
    return topicCount;
  }

  int queueCount() {
    return queueCount;
  }
}
