package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters of a queue: those that fulfil all conditions set; without any, all of them.
 */
public final class DeadLetterFilter implements Serializable {
  private static final long serialVersionUID = 1;

  public static final int MAX_IDS = 1_000;

  private final List<MessageId> ids;
  private final String reason;
  private final Instant diedBefore;

  private DeadLetterFilter(List<MessageId> ids, String reason, Instant diedBefore) {
    Rules rules = new Rules();
    rules.check(
        "msg_ids",
        ids == null || (!ids.isEmpty() && ids.size() <= MAX_IDS),
        "must have 1 to 1000 entries");
    rules.checkText("reason", reason, Rejection.MAX_REASON_LENGTH);
    rules.checkTime("died_before", diedBefore);
    rules.throwIfBroken();
    this.ids = ids;
    this.reason = reason;
    this.diedBefore = diedBefore;
  }

  public static DeadLetterFilter all() {
    return new DeadLetterFilter(null, null, null);
  }

  /**
   * Only messages with these ids.
   *
   * @param ids 1 to {@value #MAX_IDS}
   */
  public DeadLetterFilter withIds(Collection<MessageId> ids) {
    return new DeadLetterFilter(List.copyOf(ids), reason, diedBefore);
  }

  /** Only those whose last reason contains this text. */
  public DeadLetterFilter withReason(String text) {
    return new DeadLetterFilter(ids, text, diedBefore);
  }

  /** Only those that died before a moment. */
  public DeadLetterFilter diedBefore(Instant moment) {
    return new DeadLetterFilter(ids, reason, moment);
  }

  /** Empty: whatever the id. */
  public Optional<List<MessageId>> ids() {
    return Optional.ofNullable(ids);
  }

  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  public Optional<Instant> diedBefore() {
    return Optional.ofNullable(diedBefore);
  }
}
