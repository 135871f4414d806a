package dev.tidings.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Counts what one thread does again and again. */
final class Loop {
  private final Meters meters;
  private final Histogram nanos = Measurement.histogram();
  private final List<Round> rounds = new ArrayList<>();
  private Round round;

  Loop(Meters meters) {
    this.meters = meters;
    round = new Round(meters);
  }

  void begin() {
    round = new Round(meters);
  }

  void count(int messages, long took) {
    round.add(messages);
    nanos.recordValue(took);
  }

  void end() {
    round.end();
    rounds.add(round);
  }

  Measurement measurement() {
    return new Measurement(rounds, nanos);
  }
}
