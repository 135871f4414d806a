package dev.tidings.transport.admin;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Those of many rows with the most messages, those with the most dead letters, and those that are
 * paused. It keeps no more than can be asked for, so that nothing sorts a hundred thousand rows.
 */
final class Ranking {
  private final List<Order> orders;

  /** What is ranked. */
  record Row(long id, long depth, long dead, boolean isActive) {}

  /** The first by one number; of equal ones, the older first: so a row stays where it is. */
  private static final class Order {
    final Predicate<Row> condition;
    final Comparator<Row> comparator;
    final PriorityQueue<Row> first;
    final int most;

    Order(int most, Predicate<Row> condition, ToLongFunction<Row> number) {
      this.most = most;
      this.condition = condition;
      comparator = Comparator.comparingLong(number).reversed().thenComparingLong(Row::id);
      first = new PriorityQueue<>(comparator.reversed());
    }

    void offer(Row row) {
      if (!condition.test(row)) {
        return;
      }
      if (first.size() < most) {
        first.add(row);
      } else if (comparator.compare(row, first.peek()) < 0) {
        first.remove();
        first.add(row);
      }
    }

    List<Long> ids() {
      return first.stream().sorted(comparator).map(Row::id).toList();
    }
  }

  /**
   * No rows yet.
   *
   * @param most of each order
   */
  Ranking(int most) {
    orders =
        List.of(
            new Order(most, row -> true, Row::depth),
            new Order(most, row -> row.dead > 0, Row::dead),
            new Order(most, row -> !row.isActive, row -> 0));
  }

  void offer(Row row) {
    orders.forEach(order -> order.offer(row));
  }

  /** The ids of each order, the first ones first. */
  List<List<Long>> ids() {
    return orders.stream().map(Order::ids).toList();
  }

  /** The first of each order. */
  static Set<Long> first(List<List<Long>> orders, int limit) {
    Set<Long> first = new HashSet<>();
    orders.forEach(order -> first.addAll(order.subList(0, Math.min(limit, order.size()))));
    return first;
  }
}
