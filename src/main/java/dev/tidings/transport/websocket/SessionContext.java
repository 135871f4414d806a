package dev.tidings.transport.websocket;

import dev.tidings.security.Authenticator;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.websocket.service.ServiceOperation;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What all sessions of a node share.
 *
 * @param operations finds what clients can invoke by its name, or throws
 */
record SessionContext(
    DeliveryContext delivery,
    Authenticator authenticator,
    Function<String, ServiceOperation> operations,
    SessionLimits limits,
    LoginGracePeriod newcomers,
    RefusalDelay refusals) {

  Clock clock() {
    return delivery.clock();
  }

  /** What durations are measured with. */
  LongSupplier nanoTime() {
    return delivery.nanoTime();
  }

  /** Threads for what asks the contract. */
  Executor calls() {
    return delivery.calls();
  }

  /** Of a session that begins now. */
  SessionStatus status(String address, LoginCheck loginCheck, ConsumerSession consumers) {
    return new SessionStatus(
        address, clock().instant(), delivery.window().messages(), loginCheck, consumers);
  }
}
