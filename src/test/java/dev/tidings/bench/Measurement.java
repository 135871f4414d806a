package dev.tidings.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What one crowd achieved in all rounds. */
record Measurement(List<Round> rounds) {

  /** Messages a second, the median of the rounds. */
  double rate() {
    return median(Round::messagesPerSecond);
  }

  double requestRate() {
    return median(Round::requestsPerSecond);
  }

  double lowestRate() {
    return lowest(Round::messagesPerSecond);
  }

  double highestRate() {
    return highest(Round::messagesPerSecond);
  }

  long messages() {
    return rounds.stream().mapToLong(Round::messages).sum();
  }

  /**
   * Milliseconds that no more than this part of all requests, in percent, stayed below; the median
   * of the rounds.
   */
  double millis(double percentile) {
    return median(round -> round.millis(percentile));
  }

  double lowestMillis(double percentile) {
    return lowest(round -> round.millis(percentile));
  }

  double highestMillis(double percentile) {
    return highest(round -> round.millis(percentile));
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

  double lowestServerMicros() {
    return lowest(Round::serverMicros);
  }

  double highestServerMicros() {
    return highest(Round::serverMicros);
  }

  double clientMicros() {
    return median(Round::clientMicros);
  }

  /** The largest part of the processors' time that the host took in one of the rounds. */
  double stolen() {
    return highest(Round::stolen);
  }

  /** Whether the host of the machine disturbed one of the rounds. */
  boolean isDisturbed() {
    return rounds.stream().anyMatch(Round::isDisturbed);
  }

  private double lowest(ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).min().orElse(0);
  }

  private double highest(ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).max().orElse(0);
  }

  private double median(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle];
  }
}
