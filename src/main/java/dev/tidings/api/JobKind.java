package dev.tidings.api;

import java.util.Locale;

/** What a job does. */
public enum JobKind {
  /** Publishes what waits in one queue to another topic, and removes it from that queue. */
  MOVE_MESSAGES,
  /** Removes what waits in queues. */
  DELETE_MESSAGES,
  /** Makes dead letters of what waits in queues, as a consumer can by rejecting it for good. */
  REJECT_MESSAGES,
  /** The same as with what waits, with dead letters. */
  MOVE_DEAD_LETTERS,
  REDELIVER_DEAD_LETTERS,
  DELETE_DEAD_LETTERS;

  /** Such as {@code move-messages}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean isOfDeadLetters() {
    return name().endsWith("DEAD_LETTERS");
  }

  public boolean isMove() {
    return this == MOVE_MESSAGES || this == MOVE_DEAD_LETTERS;
  }

  /** Whether messages are read, to be copied somewhere else, and not only found by their ids. */
  public boolean isCopy() {
    return isMove() || this == REJECT_MESSAGES;
  }
}
