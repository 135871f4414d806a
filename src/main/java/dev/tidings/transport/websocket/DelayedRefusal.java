package dev.tidings.transport.websocket;

import java.time.Duration;
import java.util.Optional;

/** The refusal of a login, which a session puts off for a while. Used in its executor only. */
final class DelayedRefusal {
  private final SessionContext sessionContext;
  private final String address;
  private Optional<Long> dueAt = Optional.empty();

  /** None yet. */
  DelayedRefusal(SessionContext sessionContext, String address) {
    this.sessionContext = sessionContext;
    this.address = address;
  }

  /** False when it cannot be put off. */
  boolean begin() {
    Optional<Duration> delay = sessionContext.refusals().begin(address);
    dueAt = delay.map(time -> sessionContext.nanoTime().getAsLong() + time.toNanos());
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
    dueAt.ifPresent(due -> sessionContext.refusals().end());
  }
}
