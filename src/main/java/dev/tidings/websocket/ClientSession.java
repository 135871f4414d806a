package dev.tidings.websocket;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.wire.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * One connection of a client: first it logs in, then it invokes services and gets deliveries, until
 * it is over. The methods that are not private may be called on any thread and never wait.
 */
final class ClientSession implements Call.Client {
  /** Of problems, where HTTP has the path of the request. */
  private static final String PATH = "/ws";

  private static final int BROKEN_MESSAGE = 422;

  /** A client that does not read its answers gets no more of them than that. */
  private static final long MAX_UNREAD = 1_024 * 1_024;

  private static final int MAX_UNREAD_FRAMES = 10_000;

  private final Shared shared;
  private final String address;
  private final Consumer<ClientSession> onEnd;
  private final Turns turns;
  private final Outbox outbox;
  private final Heartbeat heartbeat;
  private final Deliveries deliveries;
  private final Requests requests;
  private final long openedAt;

  private Caller caller;
  private Token token;
  private boolean isEnded;

  /**
   * Begins with the connection.
   *
   * @param address where it comes from
   * @param onEnd is told, once, when it is over
   */
  ClientSession(Shared shared, Socket socket, String address, Consumer<ClientSession> onEnd) {
    this.shared = shared;
    this.address = address;
    this.onEnd = onEnd;
    openedAt = shared.nanoTime().getAsLong();
    turns = new Turns(shared.turns());
    outbox = new Outbox(socket, turns, shared.nanoTime(), this::end);
    heartbeat = new Heartbeat(openedAt);
    deliveries = new Deliveries(shared, turns, outbox, heartbeat);
    requests = new Requests(shared, turns, this::begin);
  }

  /** The client has sent a message. */
  void hear(String text) {
    long now = shared.nanoTime().getAsLong();
    turns.execute(() -> take(text, now));
  }

  /** The client has answered a ping, or said something of that kind by itself. */
  void hearPong(String payload) {
    long now = shared.nanoTime().getAsLong();
    turns.execute(() -> takePong(payload, now));
  }

  /** The connection is gone. */
  void isGone() {
    turns.execute(this::end);
  }

  /** Closes the connection at once. */
  void close(CloseCode code) {
    turns.execute(() -> closeNow(code));
  }

  /** Looks after what time brings; called every now and then. */
  void tick() {
    turns.execute(this::lookAfter);
  }

  @Override
  public void deliver(SubscriptionKey key, SubscribeOptions options) {
    turns.execute(() -> deliveries.deliver(key, options));
  }

  @Override
  public void resume(SubscriptionKey key, SubscribeOptions options) {
    turns.execute(() -> deliveries.resume(key, options));
  }

  @Override
  public void stop(SubscriptionKey key) {
    turns.execute(() -> deliveries.stop(key));
  }

  @Override
  public void settled(Collection<Receipt> receipts) {
    turns.execute(() -> deliveries.settled(receipts));
  }

  private void take(String text, long now) {
    if (isEnded) {
      return;
    }
    heard(now);
    try {
      take(Envelope.read(text), text.length());
    } catch (TidingsException unreadable) {
      if (caller == null) {
        refuse(CloseCode.UNREADABLE);
      } else {
        say(Frames.failure(now(), "", BROKEN_MESSAGE, unreadable.getMessage(), Ids.next()));
      }
    }
  }

  private void heard(long now) {
    heartbeat.heard(now);
    deliveries.goOn();
  }

  private void take(Envelope envelope, int length) {
    if (envelope.action() == Envelope.Action.CLIENT_RESPONSE) {
      takeResponse(envelope);
    } else if (requests.isFull()) {
      fail(envelope, Requests.tooMany());
    } else {
      requests.add(envelope, length);
    }
  }

  /** Needs no answer, so it does not wait for those of others. */
  private void takeResponse(Envelope envelope) {
    if (isGood(envelope)) {
      deliveries.answered(envelope.inReplyTo());
    } else {
      refuse(CloseCode.FORBIDDEN);
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
    if (isEnded) {
      return;
    }
    if (envelope.action() == Envelope.Action.CREATE_SESSION) {
      logIn(envelope);
    } else if (!isGood(envelope)) {
      refuse(CloseCode.FORBIDDEN);
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
    requests.run(
        () ->
            CompletableFuture.completedFuture(
                shared
                    .authenticator()
                    .authenticate(envelope.username(), envelope.secret(), address)),
        (known, failure) -> {
          if (failure == null) {
            loggedIn(envelope, known);
          } else {
            refuseLogin(envelope, cause(failure));
          }
        });
  }

  /** Who logs in as somebody else leaves what he had behind. */
  private void loggedIn(Envelope envelope, Caller known) {
    if (isEnded) {
      return;
    }
    if (caller != null && !caller.endpointName().equals(known.endpointName())) {
      deliveries.stopAll();
    }
    caller = known;
    token = new Token(shared.limits().tokenLifetime(), now());
    say(Frames.loggedIn(now(), envelope.id(), token.value()));
  }

  private void refuseLogin(Envelope envelope, Throwable failure) {
    if (failure instanceof TidingsException refusal
        && (refusal.type() == ErrorType.NOT_AUTHENTICATED
            || refusal.type() == ErrorType.TOO_MANY_ATTEMPTS)) {
      refuse(CloseCode.FORBIDDEN);
    } else {
      fail(envelope, failure);
    }
  }

  private void invoke(Envelope envelope) {
    try {
      Call call = Requests.call(envelope, caller.endpointName(), this);
      Operation operation = shared.services().require(call.service());
      requests.run(
          () -> operation.run(call),
          (answer, failure) -> {
            if (failure == null) {
              say(Frames.result(now(), envelope.id(), answer));
            } else {
              fail(envelope, cause(failure));
            }
          });
    } catch (TidingsException refusal) {
      fail(envelope, refusal);
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  private void fail(Envelope envelope, Throwable failure) {
    Problem problem = Problem.of(failure, PATH);
    say(
        Frames.failure(
            now(),
            envelope.id(),
            problem.status(),
            problem.detail(),
            problem.incident().orElseGet(Ids::next)));
  }

  private void say(String text) {
    if (!isEnded) {
      outbox.text(text);
      if (outbox.frames() > MAX_UNREAD_FRAMES) {
        closeNow(CloseCode.TOO_MUCH);
      }
      holdIfUnread();
    }
  }

  private void holdIfUnread() {
    requests.hold(outbox.length() > MAX_UNREAD);
  }

  private void takePong(String payload, long now) {
    if (!isEnded) {
      heard(now);
      if (token != null) {
        token.renew(now());
      }
      deliveries.arrivedBefore(heartbeat.pong(payload, now));
    }
  }

  private void lookAfter() {
    if (isEnded) {
      return;
    }
    long now = shared.nanoTime().getAsLong();
    if (outbox.isStuck(shared.limits().sendTimeout())) {
      closeNow(CloseCode.STUCK);
    } else if (isSilent(now)) {
      closeNow(CloseCode.SILENT);
    } else if (isLateToLogIn(now)) {
      refuse(CloseCode.FORBIDDEN);
    } else {
      goOn(now);
    }
  }

  /** Who was sent much may be busy reading it, and is given longer. */
  private boolean isSilent(long now) {
    boolean isBusy = outbox.isSending() || !deliveries.isEmpty();
    return heartbeat
            .silence(now)
            .compareTo(isBusy ? shared.limits().sendTimeout() : shared.limits().silence())
        >= 0;
  }

  private boolean isLateToLogIn(long now) {
    return caller == null
        && !requests.isBusy()
        && now - openedAt >= shared.limits().loginTimeout().toNanos();
  }

  private void goOn(long now) {
    if (heartbeat.silence(now).compareTo(shared.limits().pingTimeout()) >= 0) {
      deliveries.pause();
    }
    if (heartbeat.isDue(now, shared.limits().pingInterval())) {
      outbox.ping(heartbeat.ping(now, now()));
    }
    deliveries.tick();
    holdIfUnread();
  }

  /** Says that this is forbidden, and closes. */
  private void refuse(CloseCode code) {
    outbox.text(Frames.forbidden(now()));
    outbox.close(code.number(), code.reason());
    end();
  }

  private void closeNow(CloseCode code) {
    outbox.closeNow(code.number(), code.reason());
    end();
  }

  private void end() {
    if (!isEnded) {
      isEnded = true;
      requests.clear();
      List<SubscriptionKey> unwanted = deliveries.end();
      unwanted.forEach(key -> shared.calls().execute(() -> shared.pubSub().unsubscribe(key)));
      onEnd.accept(this);
    }
  }

  private Instant now() {
    return shared.clock().instant();
  }
}
