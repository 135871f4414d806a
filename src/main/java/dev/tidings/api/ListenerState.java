package dev.tidings.api;

import java.util.Locale;

/** What a listener does at the moment. */
public enum ListenerState {
  /** It receives messages. */
  RUNNING,
  /** Its subscription is inactive, so it receives nothing until it is resumed. */
  PAUSED,
  /** Its subscription is gone. It subscribes again as soon as it may. */
  UNSUBSCRIBED;

  /** Such as {@code running}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
