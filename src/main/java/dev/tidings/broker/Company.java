package dev.tidings.broker;

/**
 * How many are there at the same time: from when they come until they are answered. Clients who
 * wait for their answers before they come again are never more than they are, so when most of them
 * wait, there is nobody left to wait for.
 */
final class Company {
  /** A batch forgets this part of what was before it. */
  private static final int FORGETTING = 8;

  private int present;
  private int most;

  void came() {
    present++;
    most = Math.max(most, present);
  }

  /** That many of them have got their answers, in one batch. */
  void left(int count) {
    present -= count;
    most = Math.max(present, most - most / FORGETTING);
  }

  /** Whether so many are three quarters of the most that were there lately. */
  boolean isMostOf(int count) {
    return 4 * count >= 3 * most;
  }
}
