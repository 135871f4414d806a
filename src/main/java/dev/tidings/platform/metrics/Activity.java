package dev.tidings.platform.metrics;

/** How many messages a second were published, delivered and acknowledged, on all nodes. */
public record Activity(Rate published, Rate delivered, Rate acknowledged) {
  public static final Activity NONE = new Activity(Rate.NONE, Rate.NONE, Rate.NONE);

  /** Messages a second, as the average of the last minute and of the last hour. */
  public record Rate(double minute, double hour) {
    public static final Rate NONE = new Rate(0, 0);
  }
}
