package dev.tidings.broker.statistics;

/** Messages that were published, delivered and acknowledged. */
record Counts(long published, long delivered, long acknowledged) {
  static final Counts NONE = new Counts(0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        published + other.published,
        delivered + other.delivered,
        acknowledged + other.acknowledged);
  }

  Counts minus(Counts other) {
    return new Counts(
        published - other.published,
        delivered - other.delivered,
        acknowledged - other.acknowledged);
  }

  /** The share that is due now if the rest is spread over some steps more. */
  Counts share(int steps) {
    return new Counts(published / steps, delivered / steps, acknowledged / steps);
  }

  boolean isNone() {
    return equals(NONE);
  }
}
