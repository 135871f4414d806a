package dev.tidings.broker.statistics;

import dev.tidings.platform.metrics.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node tells the others and hears of them. It tells of intervals of ten seconds. What it
 * hears is spread over the ten seconds that follow: the history of all nodes is that much late.
 */
final class NodeExchange {
  static final int SECONDS = 10;

  /** Of these the text tells: who misses one text still gets all. */
  private static final int INTERVALS_TOLD = 3;

  private final Deque<Interval> told = new ArrayDeque<>();
  private final Map<String, Long> heardOf = new HashMap<>();
  private final List<Spread> spreading = new ArrayList<>();
  private Map<Subject, Counts> current = new HashMap<>();
  private long number;

  /** What is left of an interval of another node. */
  private static final class Spread {
    Map<Subject, Counts> rest;
    int steps = SECONDS;

    Spread(Interval interval) {
      this.rest = interval.counts();
    }

    Map<Subject, Counts> next() {
      Map<Subject, Counts> share = new HashMap<>();
      Map<Subject, Counts> left = new HashMap<>();
      rest.forEach(
          (subject, counts) -> {
            share.put(subject, counts.share(steps));
            left.put(subject, counts.minus(counts.share(steps)));
          });
      rest = left;
      steps--;
      return share;
    }
  }

  /** This happened on this node. */
  synchronized void count(Map<Subject, Counts> counts) {
    counts.forEach((subject, some) -> current.merge(subject, some, Counts::plus));
  }

  /** Ends an interval; the text tells of it and of the last ones before. */
  synchronized String tell() {
    told.addLast(new Interval(++number, current));
    current = new HashMap<>();
    while (told.size() > INTERVALS_TOLD) {
      told.removeFirst();
    }
    return Interval.text(List.copyOf(told));
  }

  /**
   * Another node told this. Of a node that is new only the last interval counts: the others may be
   * old.
   */
  synchronized void hear(String node, String text) {
    List<Interval> intervals = Interval.parse(text);
    if (intervals.isEmpty()) {
      return;
    }
    long last = intervals.get(intervals.size() - 1).number();
    long known = heardOf.getOrDefault(node, last - 1);
    intervals.stream()
        .filter(interval -> interval.number() > known)
        .map(Spread::new)
        .forEach(spreading::add);
    heardOf.put(node, last);
  }

  /** Only these nodes are there. */
  synchronized void keepOnly(List<String> nodes) {
    heardOf.keySet().retainAll(nodes);
  }

  /** This node and those that it has heard of. */
  synchronized int nodes() {
    return heardOf.size() + 1;
  }

  /** What happened elsewhere, as far as it counts for this second. */
  synchronized Map<Subject, Counts> nextSecond() {
    Map<Subject, Counts> sum = new HashMap<>();
    for (Spread spread : spreading) {
      spread.next().forEach((subject, counts) -> sum.merge(subject, counts, Counts::plus));
    }
    spreading.removeIf(spread -> spread.steps == 0);
    return sum;
  }
}
