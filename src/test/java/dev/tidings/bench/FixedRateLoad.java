package dev.tidings.bench;

/** A load whose rate does not depend on how fast the server is. */
interface FixedRateLoad {
  /** What is done, how much of it at once, and how often. */
  String title();

  /** Of messages, each second, of all clients together. */
  int rate();

  /** Creates what it needs, once for each server. */
  void prepare(Bench bench);

  /**
   * Runs it.
   *
   * @param timing of one round
   * @return the messages, and how long each took
   */
  Measurement run(Bench bench, Timing timing);
}
