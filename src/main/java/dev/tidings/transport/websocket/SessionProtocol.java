package dev.tidings.transport.websocket;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Login;
import dev.tidings.transport.delivery.AsyncCalls;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.json.Problem;
import dev.tidings.transport.websocket.connection.CloseCode;
import dev.tidings.transport.websocket.service.Envelope;
import dev.tidings.transport.websocket.service.RandomIds;
import dev.tidings.transport.websocket.service.ServiceCall;
import dev.tidings.transport.websocket.service.ServiceOperation;
import java.time.Instant;

/**
 * What a client says and what it is told: logging in, invoking services, answering deliveries. Used
 * in the session's executor only.
 */
final class SessionProtocol {
  /** Of problems, where HTTP has the path of the request. */
  private static final String PATH = "/ws";

  private static final int BROKEN_MESSAGE = 422;

  /** What a conversation may do with its session. */
  interface ClientConnection extends ServiceCall.Client {

    /** Sends a text to the client. */
    void say(String text);

    /** Says that this is forbidden, and ends the connection. */
    void refuse(CloseCode code);

    /** The same after a while, in which nothing more is heard. */
    void refuseLater();

    /** Somebody has logged in; now the client may send longer messages. */
    void isLoggedIn();

    /** Somebody has logged in; another one than before, or the first. */
    void belongsToAnother();
  }

  private final SessionContext sessionContext;
  private final String address;
  private final ClientConnection clientConnection;
  private final SessionDeliveries sessionDeliveries;
  private final RequestQueue requestQueue;
  private final LoginCheck loginCheck;

  private SessionToken sessionToken;
  private boolean isOver;

  SessionProtocol(
      SessionContext sessionContext,
      String address,
      SerialExecutor executor,
      LoginCheck loginCheck,
      SessionDeliveries sessionDeliveries,
      ClientConnection clientConnection) {
    this.sessionContext = sessionContext;
    this.address = address;
    this.clientConnection = clientConnection;
    this.loginCheck = loginCheck;
    this.sessionDeliveries = sessionDeliveries;
    requestQueue = new RequestQueue(sessionContext, executor, this::begin);
  }

  boolean isLoggingIn() {
    return loginCheck.login().isEmpty() && requestQueue.isBusy();
  }

  /** Begins with no more requests for now, or goes on. */
  void hold(boolean isToBeHeld) {
    requestQueue.hold(isToBeHeld);
  }

  void end() {
    isOver = true;
    requestQueue.clear();
  }

  /** A sign of life, which lets the token be good for longer. */
  void renewToken() {
    if (sessionToken != null) {
      sessionToken.renew(now());
    }
  }

  void take(String text) {
    try {
      take(Envelope.read(text), text.length());
    } catch (TidingsException unreadable) {
      if (loginCheck.login().isEmpty()) {
        clientConnection.refuse(CloseCode.UNREADABLE);
      } else {
        clientConnection.say(
            FrameWriter.failure(
                now(), "", BROKEN_MESSAGE, unreadable.getMessage(), RandomIds.next()));
      }
    }
  }

  private void take(Envelope envelope, int length) {
    if (envelope.action() == Envelope.Action.CLIENT_RESPONSE) {
      takeResponse(envelope);
    } else if (requestQueue.isFull()) {
      fail(envelope, RequestQueue.tooMany());
    } else {
      requestQueue.add(envelope, length);
      if (isLoggingIn() && requestQueue.isLongerThan(SessionLimits.MAX_MESSAGE_BEFORE_LOGIN)) {
        clientConnection.refuse(CloseCode.TOO_MUCH);
      }
    }
  }

  /** Gets no answer, so it does not wait for those of others. */
  private void takeResponse(Envelope envelope) {
    if (!isGood(envelope)) {
      clientConnection.refuse(CloseCode.FORBIDDEN);
    } else if (!envelope.inReplyTo().isEmpty()) {
      loginCheck.check(() -> sessionDeliveries.answered(envelope.inReplyTo()), () -> {});
    }
  }

  private boolean isGood(Envelope envelope) {
    if (sessionToken == null || !sessionToken.isGood(envelope.token(), now())) {
      return false;
    }
    sessionToken.renew(now());
    return true;
  }

  private void begin(Envelope envelope) {
    if (envelope.action() == Envelope.Action.CREATE_SESSION) {
      logIn(envelope);
    } else if (!isGood(envelope)) {
      clientConnection.refuse(CloseCode.FORBIDDEN);
    } else if (envelope.action() == Envelope.Action.INVOKE_SERVICE) {
      invoke(envelope);
    } else {
      fail(
          envelope,
          TidingsException.invalid(
              "meta.action", "must be create-session, invoke-service or client-response"));
    }
  }

  private void logIn(Envelope envelope) {
    requestQueue.runAlone(
        () ->
            sessionContext
                .authenticator()
                .logInAsync(envelope.username(), envelope.secret(), address),
        (known, failure) -> {
          if (failure == null) {
            loggedIn(envelope, known);
          } else {
            refuseLogin(envelope, AsyncCalls.cause(failure));
          }
        });
  }

  private void loggedIn(Envelope envelope, Login known) {
    if (isOver) {
      return;
    }
    String name = known.caller().endpointName();
    if (loginCheck
        .login()
        .filter(before -> !before.caller().endpointName().equals(name))
        .isPresent()) {
      clientConnection.belongsToAnother();
    }
    loginCheck.loggedIn(known);
    clientConnection.isLoggedIn();
    sessionToken = new SessionToken(sessionContext.limits().tokenLifetime(), now());
    clientConnection.say(FrameWriter.loggedIn(now(), envelope.id(), sessionToken.value()));
  }

  private void refuseLogin(Envelope envelope, Throwable failure) {
    if (isOf(ErrorType.NOT_AUTHENTICATED, failure) || isOf(ErrorType.TOO_MANY_ATTEMPTS, failure)) {
      clientConnection.refuseLater();
    } else {
      fail(envelope, failure);
    }
  }

  private static boolean isOf(ErrorType type, Throwable failure) {
    return failure instanceof TidingsException refusal && refusal.type() == type;
  }

  private void invoke(Envelope envelope) {
    try {
      Login known = loginCheck.login().orElseThrow();
      ServiceCall call = ServiceCall.of(envelope, known.caller().endpointName(), clientConnection);
      ServiceOperation serviceOperation = sessionContext.operations().apply(call.service());
      requestQueue.run(
          () -> {
            LoginCheck.requireGood(known);
            return serviceOperation.run(call);
          },
          serviceOperation.isOrdered(),
          (serviceResponse, failure) -> {
            if (failure == null) {
              clientConnection.say(FrameWriter.result(now(), envelope.id(), serviceResponse));
            } else if (isOf(ErrorType.NOT_AUTHENTICATED, AsyncCalls.cause(failure))) {
              clientConnection.refuse(CloseCode.FORBIDDEN);
            } else {
              fail(envelope, AsyncCalls.cause(failure));
            }
          });
    } catch (TidingsException refusal) {
      fail(envelope, refusal);
    }
  }

  private void fail(Envelope envelope, Throwable failure) {
    Problem problem = Problem.of(failure, PATH);
    clientConnection.say(
        FrameWriter.failure(
            now(),
            envelope.id(),
            problem.status(),
            problem.detail(),
            problem.incident().orElseGet(RandomIds::next)));
  }

  private Instant now() {
    return sessionContext.clock().instant();
  }
}
