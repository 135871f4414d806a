package dev.tidings.api;

import java.util.Locale;

/** Where a job stands. */
public enum JobState {
  WAITING,
  RUNNING,
  DONE,
  CANCELLED,
  FAILED;

  /** Such as {@code waiting}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether there is nothing more to come. */
  public boolean isEnd() {
    return this != WAITING && this != RUNNING;
  }
}
