package dev.tidings.transport.websocket;

import dev.tidings.transport.delivery.ConnectionStatus;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.LoginCheck;
import java.time.Instant;

/** What administrators see of a session, on any thread. */
record SessionStatus(
    String address, Instant since, long window, LoginCheck loginCheck, ConsumerSession consumers) {
  static final String TRANSPORT = "websocket";

  ConnectionStatus now() {
    return new ConnectionStatus(
        TRANSPORT,
        loginCheck.login().map(login -> login.caller().endpointName()).orElse(""),
        address,
        since,
        window,
        consumers.unsettledCount());
  }
}
