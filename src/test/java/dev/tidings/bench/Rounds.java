package dev.tidings.bench;

import java.util.List;

/** The rounds of several tallies, which begin and end together. */
final class Rounds {
  private final List<Tally> tallies;
  private int left;
  private int spare;

  Rounds(List<Tally> tallies, Timing timing) {
    this.tallies = tallies;
    this.left = timing.rounds();
    this.spare = timing.spare();
  }

  /** Begins the first one. */
  void begin() {
    tallies.forEach(Tally::beginRound);
  }

  /**
   * Ends one, and forgets it if the host disturbed it and there may be another one in its place.
   *
   * @return whether another one has begun
   */
  boolean goOn() {
    tallies.forEach(Tally::endRound);
    if (spare > 0 && tallies.stream().anyMatch(Tally::isDisturbed)) {
      tallies.forEach(Tally::dropRound);
      spare--;
    } else {
      left--;
    }
    if (left > 0) {
      begin();
    }
    return left > 0;
  }
}
