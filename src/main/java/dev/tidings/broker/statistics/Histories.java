package dev.tidings.broker.statistics;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.Resolution;
import dev.tidings.platform.metrics.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The histories of all subjects that were active. Each takes 20 KB, so there are so many and no
 * more; that of the whole is always there.
 */
final class Histories {
  /** About 10 MB. */
  static final int MOST = 500;

  private final int most;
  private final Map<Subject, SubjectHistory> histories = new HashMap<>();

  Histories() {
    this(MOST);
  }

  Histories(int most) {
    this.most = most;
    histories.put(Subject.WHOLE, new SubjectHistory());
  }

  /**
   * Adds one second.
   *
   * @param counts of those subjects to which something happened
   * @param index of what exists; the others are forgotten
   */
  synchronized void add(Map<Subject, Counts> counts, SubjectIndex index) {
    histories.keySet().removeIf(subject -> !index.has(subject));
    for (Subject subject : counts.keySet()) {
      if (histories.size() < most && index.has(subject)) {
        histories.computeIfAbsent(subject, any -> new SubjectHistory());
      }
    }
    histories.forEach(
        (subject, history) ->
            history.add(counts.getOrDefault(subject, Counts.NONE), index.depth(subject)));
  }

  synchronized Map<Subject, Activity> activities() {
    Map<Subject, Activity> activities = new HashMap<>();
    histories.forEach((subject, history) -> activities.put(subject, history.activity()));
    return activities;
  }

  synchronized Optional<ActivityHistory> read(Subject subject, Resolution resolution, Instant now) {
    return Optional.ofNullable(histories.get(subject))
        .map(history -> history.read(resolution, now));
  }
}
