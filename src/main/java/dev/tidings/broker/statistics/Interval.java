package dev.tidings.broker.statistics;

import dev.tidings.platform.metrics.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one node has counted in ten seconds, in the text that other nodes read: a line with the
 * number of the interval, and a line for each subject.
 */
record Interval(long number, Map<Subject, Counts> counts) {
  /** What is beyond is left out: the text must fit its column. */
  private static final int MOST_SUBJECTS = 5_000;

  /** Several intervals in one text. */
  static String text(List<Interval> intervals) {
    StringBuilder text = new StringBuilder();
    for (Interval interval : intervals) {
      text.append("interval ").append(interval.number).append('\n');
      interval.counts.entrySet().stream()
          .limit(MOST_SUBJECTS)
          .forEach(entry -> append(text, entry.getKey(), entry.getValue()));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Subject subject, Counts counts) {
    text.append(subject.kind()).append(' ').append(subject.id());
    text.append(' ').append(counts.published());
    text.append(' ').append(counts.delivered());
    text.append(' ').append(counts.acknowledged()).append('\n');
  }

  /**
   * The intervals of a text. A line of a later version that says something else is ignored.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  static List<Interval> parse(String text) {
    List<Interval> intervals = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words.length == 2 && words[0].equals("interval")) {
        intervals.add(new Interval(Long.parseLong(words[1]), new HashMap<>()));
      } else if (words.length == 5 && !intervals.isEmpty()) {
        intervals.get(intervals.size() - 1).counts.put(subject(words), counts(words));
      }
    }
    return intervals;
  }

  private static Subject subject(String... words) {
    return new Subject(Subject.Kind.valueOf(words[0]), Long.parseLong(words[1]));
  }

  private static Counts counts(String... words) {
    return new Counts(Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
  }
}
