package dev.tidings.bench.shop;

/** The two queues, which differ in how many listeners they have at the same time. */
public final class Queues {
  /** It has one listener. */
  public static final String ONE = "one";

  /** It has {@link #LISTENERS}. */
  public static final String MANY = "many";

  public static final int LISTENERS = 8;

  private Queues() {}

  /** How many listeners a queue has. */
  public static int listeners(String queue) {
    return queue.equals(ONE) ? 1 : LISTENERS;
  }
}
