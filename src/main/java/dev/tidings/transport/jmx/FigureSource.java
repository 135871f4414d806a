package dev.tidings.transport.jmx;

import dev.tidings.api.TidingsException;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.StatisticsReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * What the MBeans show. A console reads the attributes of many MBeans one after the other, so what
 * was read once counts for a second, for all of them.
 */
final class FigureSource {
  private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(900);

  private final StatisticsReader statistics;
  private final FigureReader reader;
  private final Measurements measurements;
  private final ServerCalls calls;
  private FigureIndex last = new FigureIndex(new Statistics(Figures.NONE, false, 0, Map.of()));
  private long goodUntil = System.nanoTime();

  FigureSource(
      StatisticsReader statistics,
      FigureReader reader,
      Measurements measurements,
      ServerCalls calls) {
    this.statistics = statistics;
    this.reader = reader;
    this.measurements = measurements;
    this.calls = calls;
  }

  /** The last figures, if the database does not answer. */
  synchronized FigureIndex read() {
    if (System.nanoTime() - goodUntil >= 0) {
      last = new FigureIndex(calls.inApplication(this::readOrKnown));
      goodUntil = System.nanoTime() + FRESH;
    }
    return last;
  }

  private Statistics readOrKnown() {
    try {
      return statistics.read();
    } catch (TidingsException unavailable) {
      return new Statistics(statistics.known(), false, 0, Map.of());
    }
  }

  /** After an operation, which an administrator wants to see the effect of. */
  synchronized void refresh() {
    goodUntil = System.nanoTime();
  }

  /** Receives of this node that wait for messages of these queues. */
  int consumers(List<QueueFigures> queues) {
    return calls.inApplication(() -> queues.stream().mapToInt(reader::consumers).sum());
  }

  /** What this node counted. */
  long counted(ToLongFunction<Measurements> counter) {
    return calls.inApplication(() -> counter.applyAsLong(measurements));
  }
}
