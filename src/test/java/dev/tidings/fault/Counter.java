package dev.tidings.fault;

import java.util.Locale;

/** What the checker counts. */
enum Counter {
  /** Messages that somebody tried to publish. */
  OFFERED(false),
  /** Of those, answered with success. */
  OK(false),
  /** Refused: may never come out. */
  DEFINITE_FAIL(false),
  /** Without an answer that says which. */
  UNKNOWN(false),
  /** Answered with success, or seen in some queue. */
  STORED(false),
  /** Deliveries of a message to a subscription, each pair once. */
  DELIVERED_UNIQUE(false),
  /** Unknown, and yet seen. */
  RECOVERED(false),
  /** Delivered again, with a delivery count above that of the delivery before. */
  DUP_FLAGGED(false),
  /** Delivered again, and the delivery count did not rise. */
  DUP_UNFLAGGED(true),
  /** Stored, and never given to a subscription, or given and neither settled nor given again. */
  LOST(true),
  /** Never offered, refused, or with other data than it was published with. */
  UNEXPECTED(true),
  /** Delivered after an acknowledgement that was answered with success. */
  AFTER_ACKNOWLEDGE(true),
  /** Parts of a request whose other parts are missing. */
  TORN(true),
  /** Rows that belong to nothing. */
  ORPHAN_ROWS(true);

  private final boolean isOffence;

  Counter(boolean isOffence) {
    this.isOffence = isOffence;
  }

  /** Whether the promise is broken unless this stays 0. */
  boolean isOffence() {
    return isOffence;
  }

  String column() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
