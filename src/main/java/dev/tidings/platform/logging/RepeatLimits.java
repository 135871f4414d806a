package dev.tidings.platform.logging;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Keeps clients and outages from filling the log: of each event that they can repeat, a few lines a
 * second are written, and the next one says how many were left out.
 */
final class RepeatLimits {
  static final int MOST = 10;
  static final Duration PERIOD = Duration.ofSeconds(1);

  private static final class Count {
    private long begun;
    private int written;
    private long omitted;
  }

  private final LongSupplier nanoTime;
  private final Map<LogEvent, Count> counts = new EnumMap<>(LogEvent.class);

  RepeatLimits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How many lines of the event were left out before this one; empty if this one is left out. */
  OptionalLong next(LogEvent event) {
    return isRepeatable(event) ? count(event) : OptionalLong.of(0);
  }

  /** What an administrator or a start causes is never left out. */
  private static boolean isRepeatable(LogEvent event) {
    return event.level() != Level.INFO || event == LogEvent.LISTENER_WAITS;
  }

  private synchronized OptionalLong count(LogEvent event) {
    long now = nanoTime.getAsLong();
    Count count = counts.get(event);
    if (count == null || now - count.begun >= PERIOD.toNanos()) {
      Count next = new Count();
      next.begun = now;
      next.omitted = count == null ? 0 : count.omitted;
      counts.put(event, next);
      count = next;
    }
    if (count.written == MOST) {
      count.omitted++;
      return OptionalLong.empty();
    }
    count.written++;
    long omitted = count.omitted;
    count.omitted = 0;
    return OptionalLong.of(omitted);
  }
}
