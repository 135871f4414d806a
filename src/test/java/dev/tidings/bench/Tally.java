package dev.tidings.bench;

import java.util.ArrayList;
import java.util.List;

/** Counts what happens again and again, and how long it took, in rounds; between them nothing. */
final class Tally {
  private final Meters meters;
  private final List<Round> rounds = new ArrayList<>();
  private Round round;
  private boolean isMeasured;

  Tally(Meters meters) {
    this.meters = meters;
    round = new Round(meters);
  }

  /** Begins a round whose figures are kept. */
  void beginRound() {
    round = new Round(meters);
    isMeasured = true;
  }

  void count(int messages, long took) {
    if (isMeasured) {
      round.add(messages, took);
    }
  }

  void endRound() {
    round.end();
    rounds.add(round);
    isMeasured = false;
  }

  /** Whether the host of the machine disturbed the round that has just ended. */
  boolean isDisturbed() {
    return round.isDisturbed();
  }

  /** Forgets the round that has just ended. */
  void dropRound() {
    rounds.remove(rounds.size() - 1);
  }

  Measurement measurement() {
    return new Measurement(rounds);
  }
}
