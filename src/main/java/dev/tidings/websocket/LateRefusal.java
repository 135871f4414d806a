package dev.tidings.websocket;

import java.time.Duration;
import java.util.Optional;

/** The refusal of a login, which a session puts off for a while. Used in its executor only. */
final class LateRefusal {
  private final Shared shared;
  private final String address;
  private Optional<Long> dueAt = Optional.empty();

  /** None yet. */
  LateRefusal(Shared shared, String address) {
    this.shared = shared;
    this.address = address;
  }

  /** False when it cannot be put off. */
  boolean begin() {
    Optional<Duration> delay = shared.refusals().begin(address);
    dueAt = delay.map(time -> shared.nanoTime().getAsLong() + time.toNanos());
    return dueAt.isPresent();
  }

  boolean hasBegun() {
    return dueAt.isPresent();
  }

  boolean isDue(long now) {
    return dueAt.filter(due -> now - due >= 0).isPresent();
  }

  /** The session has ended. */
  void end() {
    dueAt.ifPresent(due -> shared.refusals().end());
  }
}
