package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;

/** A message that used up its deliveries or was rejected for good, as the queue keeps it. */
public final class DeadLetter implements Serializable {
  private static final long serialVersionUID = 1;

  private final Message message;
  private final String reason;
  private final Instant deadSince;

  public DeadLetter(Message message, String reason, Instant deadSince) {
    this.message = message;
    this.reason = reason;
    this.deadSince = deadSince;
  }

  /** The message; its delivery count is that of its last delivery. */
  public Message message() {
    return message;
  }

  /** Why its last delivery failed. */
  public String reason() {
    return reason;
  }

  /** By the database's clock. */
  public Instant deadSince() {
    return deadSince;
  }
}
