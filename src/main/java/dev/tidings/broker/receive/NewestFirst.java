package dev.tidings.broker.receive;

import dev.tidings.store.queue.read.QueueEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The order of {@code getMessages}: higher priority first, newest first within a priority. */
final class NewestFirst {
  private NewestFirst() {}

  /**
   * Sorts what stands in the order of its delivery. Messages of one lane are turned around by their
   * positions, whatever the clock said; only the addressed ones go between them by their times.
   */
  static List<QueueEntry> order(List<QueueEntry> deliveries) {
    Map<Integer, List<QueueEntry>> byPriority =
        deliveries.stream()
            .collect(
                Collectors.groupingBy(
                    delivery -> delivery.entry().priority(),
                    () -> new TreeMap<>(Collections.reverseOrder()),
                    Collectors.toList()));
    List<QueueEntry> ordered = new ArrayList<>(deliveries.size());
    byPriority.values().forEach(samePriority -> merge(samePriority, ordered));
    return ordered;
  }

  private static void merge(List<QueueEntry> samePriority, List<QueueEntry> ordered) {
    List<QueueEntry> addressed = reversed(samePriority, true);
    List<QueueEntry> others = reversed(samePriority, false);
    int next = 0;
    for (QueueEntry other : others) {
      while (next < addressed.size() && isNewer(addressed.get(next), other)) {
        ordered.add(addressed.get(next++));
      }
      ordered.add(other);
    }
    ordered.addAll(addressed.subList(next, addressed.size()));
  }

  private static boolean isNewer(QueueEntry one, QueueEntry other) {
    return one.entry().publishedAt().isAfter(other.entry().publishedAt());
  }

  private static List<QueueEntry> reversed(List<QueueEntry> deliveries, boolean isAddressed) {
    List<QueueEntry> reversed =
        new ArrayList<>(
            deliveries.stream().filter(one -> one.isAddressed() == isAddressed).toList());
    Collections.reverse(reversed);
    return reversed;
  }
}
