package dev.tidings.fault;

import java.util.Random;

/** How long the tests go on, and what they call chance. */
final class FaultSettings {
  /** Of each kind, on each database. */
  static final int ROUNDS = Integer.getInteger("tidings.test.rounds", 1);

  /** Copies of the disk at a power cut, on each database. */
  static final int IMAGES = Math.max(5, ROUNDS);

  /** Drives clients, the times of faults, and choices. Which threads win is left to the machine. */
  static final long SEED = Long.getLong("tidings.test.seed", new Random().nextLong());

  private FaultSettings() {}

  /** Chance of one test, the same for the same seed. */
  static Random random(String test) {
    System.out.printf("tidings.test.seed=%d for %s%n", SEED, test);
    return new Random(SEED ^ test.hashCode());
  }
}
