package dev.tidings.broker.statistics;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.Resolution;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What happened to one subject, second by second, and more coarsely for longer. */
final class SubjectHistory {
  private static final int FIGURES = 4;
  private static final int DEPTH = 3;
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;

  private final Map<Resolution, Ring> rings = new EnumMap<>(Resolution.class);
  private final Map<Resolution, long[]> sums = new EnumMap<>(Resolution.class);
  private long seconds;

  SubjectHistory() {
    for (Resolution resolution : Resolution.values()) {
      rings.put(resolution, new Ring(FIGURES, resolution.points()));
      sums.put(resolution, new long[FIGURES]);
    }
  }

  /** Adds what happened in one second, and how deep the queues were at its end. */
  void add(Counts counts, long depth) {
    seconds++;
    for (Resolution resolution : Resolution.values()) {
      long[] sum = sums.get(resolution);
      sum[0] += counts.published();
      sum[1] += counts.delivered();
      sum[2] += counts.acknowledged();
      sum[DEPTH] = depth;
      if (seconds % resolution.step().toSeconds() == 0) {
        rings.get(resolution).add(sum);
        sums.put(resolution, new long[FIGURES]);
      }
    }
  }

  Activity activity() {
    return new Activity(rate(0), rate(1), rate(2));
  }

  /** Since the history began, if that is less than a minute or an hour ago. */
  private Activity.Rate rate(int figure) {
    long minute = rings.get(Resolution.SECONDS).sum(figure, MINUTE);
    int tens = (int) (HOUR / Resolution.TEN_SECONDS.step().toSeconds());
    long hour =
        rings.get(Resolution.TEN_SECONDS).sum(figure, tens)
            + sums.get(Resolution.TEN_SECONDS)[figure];
    return new Activity.Rate(
        (double) minute / Math.max(1, Math.min(MINUTE, seconds)),
        (double) hour / Math.max(1, Math.min(HOUR, seconds)));
  }

  ActivityHistory read(Resolution resolution, Instant now) {
    Ring ring = rings.get(resolution);
    long unfinished = seconds % resolution.step().toSeconds();
    return new ActivityHistory(
        now.minusSeconds(unfinished),
        resolution,
        ring.values(0),
        ring.values(1),
        ring.values(2),
        ring.values(DEPTH));
  }
}
