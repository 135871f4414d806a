package dev.tidings.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the broker promises, in the plainest form that there is: lists in memory. A publisher tells
 * it after each answer, a test after each subscription.
 */
final class QueueModel {
  static final int NOBODY = -1;

  /**
   * A message as its publisher knows it.
   *
   * @param sha256 of the bytes of its data
   */
  record Entry(String id, int publisher, int priority, String sha256, int size, String mimeType) {
    private Entry by(int who) {
      return new Entry(id, who, priority, sha256, size, mimeType);
    }
  }

  /** Messages of one publisher and one priority come in the order of their publication. */
  record Order(int publisher, int priority) implements Comparable<Order> {
    @Override
    public int compareTo(Order other) {
      int byPublisher = Integer.compare(publisher, other.publisher);
      return byPublisher != 0 ? byPublisher : Integer.compare(priority, other.priority);
    }
  }

  private final Map<String, Integer> publishers = new HashMap<>();
  private final Map<String, List<Entry>> keptByTopic = new HashMap<>();
  private final Map<String, Map<String, List<Entry>>> queuesByTopic = new HashMap<>();

  /** From now on the subscriber gets what is published; the first one also what was kept. */
  synchronized void subscribe(String topic, String subscriber) {
    List<Entry> queue = new ArrayList<>();
    if (!queuesByTopic.containsKey(topic)) {
      queue.addAll(keptByTopic.getOrDefault(topic, List.of()));
      keptByTopic.remove(topic);
    }
    queuesByTopic.computeIfAbsent(topic, name -> new HashMap<>()).put(subscriber, queue);
  }

  /** Puts the message where it belongs; one that expires at once belongs nowhere. */
  synchronized void publish(String topic, Entry entry, boolean isExpiredAtOnce) {
    publishers.put(entry.id(), entry.publisher());
    if (isExpiredAtOnce) {
      return;
    }
    if (queuesByTopic.containsKey(topic)) {
      queuesByTopic.get(topic).values().forEach(queue -> queue.add(entry));
    } else {
      keptByTopic.computeIfAbsent(topic, name -> new ArrayList<>()).add(entry);
    }
  }

  /** Everything that the subscriber is to get from the topic. */
  synchronized List<Entry> queue(String topic, String subscriber) {
    return List.copyOf(queuesByTopic.get(topic).get(subscriber));
  }

  /** The same messages with their publishers; -1 for one that nobody published. */
  synchronized List<Entry> attributed(List<Entry> received) {
    return received.stream()
        .map(entry -> entry.by(publishers.getOrDefault(entry.id(), NOBODY)))
        .toList();
  }

  /** Splits messages into the lists that must keep their order. */
  static Map<Order, List<Entry>> ordered(List<Entry> entries) {
    Map<Order, List<Entry>> ordered = new TreeMap<>();
    for (Entry entry : entries) {
      Order order = new Order(entry.publisher(), entry.priority());
      ordered.computeIfAbsent(order, key -> new ArrayList<>()).add(entry);
    }
    return ordered;
  }
}
