package dev.tidings.transport.websocket;

import java.time.Duration;

/**
 * Clients that have connected and not logged in yet. When thousands of them come back at once, what
 * one of them has said waits in the container while others are still connecting: that is not its
 * fault, so its time begins when no others come any more. But not for ever.
 */
final class LoginGracePeriod {
  /** Whoever else comes: a client that says nothing is held no longer. */
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(55);

  private volatile long lastSeen;

  /** Begins with nobody. */
  LoginGracePeriod(long now) {
    lastSeen = now;
  }

  /** One has connected, or was heard. */
  void seen(long now) {
    lastSeen = now;
  }

  /** Whether one that has not logged in has had its time. */
  boolean isLate(long connectedAt, long now, Duration timeout) {
    long grace = Math.max(0, Math.min(lastSeen - connectedAt, LONGEST_GRACE.toNanos()));
    return now - connectedAt - grace >= timeout.toNanos();
  }
}
