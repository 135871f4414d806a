package dev.tidings.platform.metrics;

import java.time.Duration;

/** How fine a history is, and how long it goes back. */
public enum Resolution {
  SECONDS("1s", Duration.ofSeconds(1), 300),
  TEN_SECONDS("10s", Duration.ofSeconds(10), 360),
  FIVE_MINUTES("5m", Duration.ofMinutes(5), 576);

  private final String wireName;
  private final Duration step;
  private final int points;

  Resolution(String wireName, Duration step, int points) {
    this.wireName = wireName;
    this.step = step;
    this.points = points;
  }

  public String wireName() {
    return wireName;
  }

  /** From one point to the next. */
  public Duration step() {
    return step;
  }

  /** The most points that are kept. */
  public int points() {
    return points;
  }
}
