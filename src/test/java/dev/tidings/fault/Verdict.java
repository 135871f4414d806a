package dev.tidings.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was counted in a round, and the first of those that break a promise. */
final class Verdict {
  private static final int MOST_OFFENDERS = 10;

  private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);
  private final List<String> offenders = new ArrayList<>();

  void count(Counter counter) {
    counts.merge(counter, 1L, Long::sum);
  }

  /** Counts one that breaks a promise. */
  void blame(Counter counter, String offender) {
    count(counter);
    if (offenders.size() < MOST_OFFENDERS) {
      offenders.add(counter.column() + ": " + offender);
    }
  }

  /** Counts as many of each kind as there are. */
  void blame(Counter counter, Map<String, Long> offenders) {
    offenders.forEach(
        (what, times) -> {
          for (long i = 0; i < times; i++) {
            blame(counter, what);
          }
        });
  }

  /** Takes over what another verdict counted. */
  Verdict add(Verdict other) {
    other.counts.forEach((counter, count) -> counts.merge(counter, count, Long::sum));
    other.offenders.stream()
        .limit(MOST_OFFENDERS - (long) offenders.size())
        .forEach(offenders::add);
    return this;
  }

  long of(Counter counter) {
    return counts.getOrDefault(counter, 0L);
  }

  boolean isClean() {
    return Arrays.stream(Counter.values())
        .filter(Counter::isOffence)
        .allMatch(counter -> of(counter) == 0);
  }

  /** The counters as a line, and the first offenders below it. */
  @Override
  public String toString() {
    String line =
        Arrays.stream(Counter.values())
            .map(counter -> counter.column() + " " + of(counter))
            .collect(Collectors.joining(", "));
    return offenders.isEmpty() ? line : line + "\n  " + String.join("\n  ", offenders);
  }
}
