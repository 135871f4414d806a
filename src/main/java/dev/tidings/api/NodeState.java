package dev.tidings.api;

import java.util.Locale;

/** Whether a node is there. */
public enum NodeState {
  /** It was seen within the last minute. */
  ALIVE,
  /** It was not, and did not say that it stops. */
  SILENT;

  /** Such as {@code alive}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
