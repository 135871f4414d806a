package dev.tidings.api;

import java.util.Locale;

/** What becomes of a message when nobody is subscribed. */
public enum OnNoSubs {
  /** The topic keeps it for the first subscription. */
  ACCEPT,
  /** It is discarded and has no id. */
  DROP;

  /** Such as {@code accept}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
