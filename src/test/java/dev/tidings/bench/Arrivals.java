package dev.tidings.bench;

import java.util.List;

/** The messages that several clients have received, and how long after they were published. */
final class Arrivals {
  private final Tally tally;
  private String first = "";
  private long total;

  Arrivals(Tally tally) {
    this.tally = tally;
  }

  Tally tally() {
    return tally;
  }

  /** Counts the messages that stand there, each of which has a stamp. */
  int take(Content content) {
    List<Long> ages = Stamp.ages(content);
    ages.forEach(age -> tally.count(1, age));
    if (first.isEmpty()) {
      first = content.body();
    }
    total += ages.size();
    return ages.size();
  }

  /** What the first of them came in, to the last byte, with the place for another stamp. */
  String sample() {
    return first.replaceFirst(Stamp.PATTERN, Stamp.PLACE);
  }

  /** How many there were, whether or not they were measured. */
  long total() {
    return total;
  }
}
