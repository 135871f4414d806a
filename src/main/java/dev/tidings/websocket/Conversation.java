package dev.tidings.websocket;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Login;
import dev.tidings.transport.delivery.AsyncCalls;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.wire.Problem;
import java.time.Instant;

/**
 * What a client says and what it is told: logging in, invoking services, answering deliveries. Used
 * in the session's executor only.
 */
final class Conversation {
  /** Of problems, where HTTP has the path of the request. */
  private static final String PATH = "/ws";

  private static final int BROKEN_MESSAGE = 422;

  /** What a conversation may do with its session. */
  interface Line extends Call.Client {

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

  private final Shared shared;
  private final String address;
  private final Line line;
  private final Deliveries deliveries;
  private final Requests requests;
  private final LoginCheck loginCheck;

  private Token token;
  private boolean isOver;

  Conversation(
      Shared shared,
      String address,
      SerialExecutor executor,
      LoginCheck loginCheck,
      Deliveries deliveries,
      Line line) {
    this.shared = shared;
    this.address = address;
    this.line = line;
    this.loginCheck = loginCheck;
    this.deliveries = deliveries;
    requests = new Requests(shared, executor, this::begin);
  }

  boolean isLoggingIn() {
    return loginCheck.login().isEmpty() && requests.isBusy();
  }

  /** Begins with no more requests for now, or goes on. */
  void hold(boolean isToBeHeld) {
    requests.hold(isToBeHeld);
  }

  void end() {
    isOver = true;
    requests.clear();
  }

  /** A sign of life, which lets the token be good for longer. */
  void renewToken() {
    if (token != null) {
      token.renew(now());
    }
  }

  void take(String text) {
    try {
      take(Envelope.read(text), text.length());
    } catch (TidingsException unreadable) {
      if (loginCheck.login().isEmpty()) {
        line.refuse(CloseCode.UNREADABLE);
      } else {
        line.say(Frames.failure(now(), "", BROKEN_MESSAGE, unreadable.getMessage(), Ids.next()));
      }
    }
  }

  private void take(Envelope envelope, int length) {
    if (envelope.action() == Envelope.Action.CLIENT_RESPONSE) {
      takeResponse(envelope);
    } else if (requests.isFull()) {
      fail(envelope, Requests.tooMany());
    } else {
      requests.add(envelope, length);
      if (isLoggingIn() && requests.isLongerThan(Limits.MAX_MESSAGE_BEFORE_LOGIN)) {
        line.refuse(CloseCode.TOO_MUCH);
      }
    }
  }

  /** Gets no answer, so it does not wait for those of others. */
  private void takeResponse(Envelope envelope) {
    if (!isGood(envelope)) {
      line.refuse(CloseCode.FORBIDDEN);
    } else if (!envelope.inReplyTo().isEmpty()) {
      loginCheck.check(() -> deliveries.answered(envelope.inReplyTo()), () -> {});
    }
  }

  private boolean isGood(Envelope envelope) {
    if (token == null || !token.isGood(envelope.token(), now())) {
      return false;
    }
    token.renew(now());
    return true;
  }

  private void begin(Envelope envelope) {
    if (envelope.action() == Envelope.Action.CREATE_SESSION) {
      logIn(envelope);
    } else if (!isGood(envelope)) {
      line.refuse(CloseCode.FORBIDDEN);
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
    requests.runAlone(
        () -> shared.authenticator().logInAsync(envelope.username(), envelope.secret(), address),
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
      line.belongsToAnother();
    }
    loginCheck.loggedIn(known);
    line.isLoggedIn();
    token = new Token(shared.limits().tokenLifetime(), now());
    line.say(Frames.loggedIn(now(), envelope.id(), token.value()));
  }

  private void refuseLogin(Envelope envelope, Throwable failure) {
    if (isOf(ErrorType.NOT_AUTHENTICATED, failure) || isOf(ErrorType.TOO_MANY_ATTEMPTS, failure)) {
      line.refuseLater();
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
      Call call = Call.of(envelope, known.caller().endpointName(), line);
      Operation operation = shared.operations().apply(call.service());
      requests.run(
          () -> {
            LoginCheck.requireGood(known);
            return operation.run(call);
          },
          (answer, failure) -> {
            if (failure == null) {
              line.say(Frames.result(now(), envelope.id(), answer));
            } else if (isOf(ErrorType.NOT_AUTHENTICATED, AsyncCalls.cause(failure))) {
              line.refuse(CloseCode.FORBIDDEN);
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
    line.say(
        Frames.failure(
            now(),
            envelope.id(),
            problem.status(),
            problem.detail(),
            problem.incident().orElseGet(Ids::next)));
  }

  private Instant now() {
    return shared.clock().instant();
  }
}
