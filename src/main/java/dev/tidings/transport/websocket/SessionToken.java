package dev.tidings.transport.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.transport.websocket.service.RandomIds;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/** What a client shows with each message after it has logged in. Bound to its connection. */
final class SessionToken {
  private static final String PREFIX = "ws.token.";

  private final String value = PREFIX + RandomIds.next();
  private final Duration lifetime;
  private Instant end;

  SessionToken(Duration lifetime, Instant now) {
    this.lifetime = lifetime;
    renew(now);
  }

  /** There was a sign of life. */
  void renew(Instant now) {
    end = now.plus(lifetime);
  }

  boolean isGood(String shown, Instant now) {
    boolean isSame = MessageDigest.isEqual(value.getBytes(UTF_8), shown.getBytes(UTF_8));
    return isSame && now.isBefore(end);
  }

  /** To be shown to nobody but the client. */
  String value() {
    return value;
  }
}
