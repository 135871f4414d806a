package dev.tidings.transport.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How long the messages of a client may be: little until it has logged in. On any thread. */
final class IncomingMessageLimit {
  private final SessionLimits sessionLimits;
  private volatile int bytes;

  /** Of a client that has not logged in. */
  IncomingMessageLimit(SessionLimits sessionLimits) {
    this.sessionLimits = sessionLimits;
    bytes = sessionLimits.maxMessageBeforeLogin();
  }

  /** The client has logged in. */
  void raise() {
    bytes = sessionLimits.maxMessage();
  }

  int bytes() {
    return bytes;
  }

  /** Containers have limits of their own, but do not all count alike. */
  boolean isExceededBy(String text) {
    int most = bytes;
    return text.length() > most || (text.length() > most / 3 && text.getBytes(UTF_8).length > most);
  }
}
