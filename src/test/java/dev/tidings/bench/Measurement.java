package dev.tidings.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What one crowd achieved in all rounds. */
record Measurement(List<Round> rounds, Histogram nanos) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** For latencies in nanoseconds, up to two minutes, exact to three digits. */
  static Histogram histogram() {
    Histogram histogram = new Histogram(120_000_000_000L, 3);
    histogram.setAutoResize(true);
    return histogram;
  }

  /** Messages a second, the median of the rounds. */
  double rate() {
    return median(Round::messagesPerSecond);
  }

  double requestRate() {
    return median(Round::requestsPerSecond);
  }

  double lowestRate() {
    return rounds.stream().mapToDouble(Round::messagesPerSecond).min().orElse(0);
  }

  double highestRate() {
    return rounds.stream().mapToDouble(Round::messagesPerSecond).max().orElse(0);
  }

  long messages() {
    return rounds.stream().mapToLong(Round::messages).sum();
  }

  /** Milliseconds that no more than this part of all requests, in percent, stayed below. */
  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  OptionalDouble flushesPerThousand() {
    boolean areKnown = rounds.stream().allMatch(round -> round.flushesPerThousand().isPresent());
    return areKnown
        ? OptionalDouble.of(median(round -> round.flushesPerThousand().orElse(0)))
        : OptionalDouble.empty();
  }

  double serverMicros() {
    return median(Round::serverMicros);
  }

  private double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
