package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** Why deliveries are rejected, and when they may come back. */
public final class Rejection implements Serializable {
  private static final long serialVersionUID = 1;

  public static final Duration MAX_DELAY = Duration.ofHours(24);
  public static final int MAX_REASON_LENGTH = 1_000;

  private final String reason;
  private final Duration delay;
  private final boolean isFinal;

  private Rejection(String reason, Duration delay, boolean isFinal) {
    Rules rules = new Rules();
    rules.checkText("reason", reason, MAX_REASON_LENGTH);
    rules.checkDuration("delay", delay, MAX_DELAY);
    rules.throwIfBroken();
    this.reason = reason;
    this.delay = delay;
    this.isFinal = isFinal;
  }

  /**
   * Without a reason; the delay grows with the number of deliveries, from 1 second to 5 minutes.
   */
  public static Rejection plain() {
    return new Rejection(null, null, false);
  }

  /**
   * The same for a reason, which stays with the message.
   *
   * @param reason at most {@value #MAX_REASON_LENGTH} characters
   */
  public Rejection because(String reason) {
    return new Rejection(reason, delay, isFinal);
  }

  /**
   * The same with a delay of the caller's choice.
   *
   * @param delay zero to {@link #MAX_DELAY}
   */
  public Rejection after(Duration delay) {
    return new Rejection(reason, delay, isFinal);
  }

  /** The same without another delivery: the messages become dead letters at once. */
  public Rejection withoutRedelivery() {
    return new Rejection(reason, delay, true);
  }

  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Empty: it grows with the number of deliveries. */
  public Optional<Duration> delay() {
    return Optional.ofNullable(delay);
  }

  /** Whether the messages become dead letters, however often they were delivered. */
  public boolean isFinal() {
    return isFinal;
  }
}
