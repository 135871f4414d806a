package dev.tidings.api;

import java.util.Locale;

/** What one queue has of a message, as far as it can be known; the first ones count first. */
public enum TracedState {
  DEAD_LETTER(
      "It used up its deliveries, or was rejected for good.",
      "It stays until somebody redelivers or discards it, or the subscription ends."),
  LEASED(
      "A consumer has it and has not settled it.",
      "The consumer settles it, or the lease ends and it is ready again."),
  /** As leased, and the next failure is the last. */
  LAST_LEASE(
      "A consumer has it and has not settled it; it has no delivery left.",
      "The consumer acknowledges it, or it becomes a dead letter."),
  DELAYED("It was rejected and waits until it is due.", "It is ready again as soon as it is due."),
  READY("No consumer has it.", "The next consumer that receives gets it in its order."),
  REMOVED(
      "Somebody deleted it from this queue, or it made room for newer messages.",
      "Nothing; the cursor will pass it."),
  EXPIRED("Its expiration was reached before it was done.", "Nothing; housekeeping deletes it."),
  DONE(
      "The cursor has passed it and nothing of it is left: it was acknowledged or taken, or it was"
          + " removed or expired before.",
      "Nothing."),
  NOT_IN_QUEUE(
      "This queue has nothing of it: it was published before the subscription began, or addressed"
          + " to particular subscriptions, of which this one is done with it or was none.",
      "Nothing.");

  private final String explanation;
  private final String next;

  TracedState(String explanation, String next) {
    this.explanation = explanation;
    this.next = next;
  }

  /** Such as {@code dead_letter}; the state of a last lease is leased. */
  public String wireName() {
    return this == LAST_LEASE ? LEASED.wireName() : name().toLowerCase(Locale.ROOT);
  }

  /** Why it is in this state, in a sentence. */
  public String explanation() {
    return explanation;
  }

  /** What comes next by itself, in a sentence. */
  public String next() {
    return next;
  }
}
