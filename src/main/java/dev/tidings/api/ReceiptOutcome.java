package dev.tidings.api;

import java.util.Locale;

/** What became of one receipt. */
public enum ReceiptOutcome {
  /** It was valid, and what was asked for is done. */
  DONE,

  /** Its lease had ended, or it was settled before; nothing has changed. */
  EXPIRED,

  /** It is no receipt of this subscription; nothing has changed. */
  UNKNOWN;

  /** As it is written on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
