package dev.tidings.api;

import java.util.Locale;

/** What becomes of a publication when a queue behind the topic is full. */
public enum Overflow {
  /** It is refused and nothing is stored. */
  REJECT,
  /** The oldest messages of the full queues make room. */
  DROP_OLDEST;

  /** Such as {@code drop-oldest}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
