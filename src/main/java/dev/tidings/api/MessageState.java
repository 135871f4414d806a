package dev.tidings.api;

import java.util.Locale;

/** Where a message stands in one queue until it is done. */
public enum MessageState {
  /** The next receiver gets it. */
  READY,

  /** Somebody has it and has not settled it yet. */
  LEASED,

  /** It was rejected and comes back later. */
  DELAYED;

  /** As it is written on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
