package dev.tidings.transport.websocket;

import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.delivery.ConnectedSession;
import dev.tidings.transport.delivery.ConnectionStatus;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.websocket.connection.CloseCode;
import dev.tidings.transport.websocket.connection.SendQueue;
import dev.tidings.transport.websocket.connection.SessionSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One connection of a client, from its beginning to its end. The methods that are not private may
 * be called on any thread and never wait; what they bring about runs in its executor.
 */
final class ClientSession implements SessionProtocol.ClientConnection, ConnectedSession {
  private final SessionContext sessionContext;
  private final SessionSocket sessionSocket;
  private final BiConsumer<ClientSession, List<SubscriptionKey>> onEnd;
  private final SerialExecutor executor;
  private final SendQueue sendQueue;
  private final Heartbeat heartbeat;
  private final LoginCheck loginCheck;
  private final SessionDeliveries sessionDeliveries;
  private final ConsumerSession consumers;
  private final SessionProtocol sessionProtocol;
  private final IncomingMessageLimit incomingMessageLimit;
  private final DelayedRefusal refusal;
  private final long openedAt;
  private final SessionStatus status;

  private boolean isEnded;
  private List<SubscriptionKey> unwanted = List.of();

  /** What {@link #tick} reads outside the executor. */
  private volatile int tasksAtLook = -1;

  private volatile long lookAgainAt;

  /**
   * Begins with the connection.
   *
   * @param address where it comes from
   * @param untilFirstPing how long it takes until the first ping, from which on the others go
   * @param onEnd is told, once, that it is over, and which subscriptions are to end with it
   */
  ClientSession(
      SessionContext sessionContext,
      SessionSocket sessionSocket,
      String address,
      Duration untilFirstPing,
      BiConsumer<ClientSession, List<SubscriptionKey>> onEnd) {
    this.sessionContext = sessionContext;
    this.sessionSocket = sessionSocket;
    this.onEnd = onEnd;
    openedAt = sessionContext.nanoTime().getAsLong();
    sessionContext.newcomers().seen(openedAt);
    executor = new SerialExecutor(sessionContext.delivery().serial());
    sendQueue = new SendQueue(sessionSocket, executor, sessionContext.nanoTime(), this::end);
    heartbeat = new Heartbeat(openedAt, untilFirstPing, sessionContext.limits().pingInterval());
    loginCheck =
        new LoginCheck(sessionContext.delivery(), executor, () -> refuse(CloseCode.FORBIDDEN));
    sessionDeliveries =
        new SessionDeliveries(sessionContext, executor, loginCheck, sendQueue, heartbeat);
    consumers = sessionDeliveries.consumers();
    status = sessionContext.status(address, loginCheck, consumers);
    sessionProtocol =
        new SessionProtocol(sessionContext, address, executor, loginCheck, sessionDeliveries, this);
    incomingMessageLimit = new IncomingMessageLimit(sessionContext.limits());
    refusal = new DelayedRefusal(sessionContext, address);
  }

  /** The longest message in bytes that the client may send at the moment. */
  int maxMessage() {
    return incomingMessageLimit.bytes();
  }

  /** The client has sent a message. */
  void hear(String text) {
    if (incomingMessageLimit.isExceededBy(text)) {
      close(CloseCode.TOO_BIG);
      return;
    }
    long now = sessionContext.nanoTime().getAsLong();
    executor.execute(() -> take(text, now));
  }

  /** The client has answered a ping, or said something of that kind by itself. */
  void hearPong(String payload) {
    long now = sessionContext.nanoTime().getAsLong();
    executor.execute(() -> takePong(payload, now));
  }

  /** The connection is gone. */
  void isGone() {
    executor.execute(this::end);
  }

  @Override
  public void endpointChanged(long id) {
    loginCheck.endpointChanged(id);
  }

  @Override
  public Optional<ConnectionStatus> status() {
    return Optional.of(status.now());
  }

  @Override
  public void disconnect() {
    close(CloseCode.DISCONNECTED);
  }

  @Override
  public void shutDown() {
    close(CloseCode.GOING_AWAY);
  }

  /** Closes the connection at once. */
  void close(CloseCode code) {
    executor.execute(() -> closeNow(code));
  }

  @Override
  public Set<SubscriptionKey> consumed() {
    return consumers.consumed();
  }

  @Override
  public void tick(boolean hasSlept) {
    boolean isDue = sessionContext.nanoTime().getAsLong() - lookAgainAt >= 0;
    if (hasSlept || isDue || executor.started() != tasksAtLook) {
      executor.execute(() -> maintain(hasSlept));
    }
  }

  @Override
  public void deliver(SubscriptionKey key, SubscribeOptions options) {
    executor.execute(() -> consumers.consume(key, options));
  }

  @Override
  public void resume(SubscriptionKey key, SubscribeOptions options) {
    executor.execute(
        () -> {
          if (!consumers.consumed().contains(key)) {
            consumers.consume(key, options);
          }
        });
  }

  @Override
  public void stop(SubscriptionKey key) {
    executor.execute(() -> consumers.cancel(key));
  }

  @Override
  public void settled(Collection<Receipt> receipts) {
    executor.execute(() -> sessionDeliveries.settled(receipts));
  }

  @Override
  public void belongsToAnother() {
    List.copyOf(consumers.consumed()).forEach(consumers::cancel);
  }

  @Override
  public void isLoggedIn() {
    incomingMessageLimit.raise();
    sessionSocket.allow(incomingMessageLimit.bytes());
  }

  private void take(String text, long now) {
    if (!isEnded && !refusal.hasBegun()) {
      heard(now);
      if (loginCheck.login().isEmpty()) {
        sessionContext.newcomers().seen(now);
      }
      sessionProtocol.take(text);
    }
  }

  private void heard(long now) {
    heartbeat.heard(now);
    consumers.resume();
  }

  private void takePong(String payload, long now) {
    if (!isEnded && !refusal.hasBegun()) {
      heard(now);
      sessionProtocol.renewToken();
      sessionDeliveries.arrivedBefore(heartbeat.pong(payload, now));
    }
  }

  @Override
  public void say(String text) {
    if (!isEnded) {
      sendQueue.text(text);
      holdIfUnread();
      if (sendQueue.isTooLong()) {
        closeNow(CloseCode.TOO_MUCH);
      }
    }
  }

  private void holdIfUnread() {
    sessionProtocol.hold(sendQueue.isUnread());
  }

  private void maintain(boolean hasSlept) {
    if (isEnded) {
      return;
    }
    long now = sessionContext.nanoTime().getAsLong();
    if (hasSlept) {
      heartbeat.heard(now);
    }
    if (refusal.isDue(now)) {
      refuse(CloseCode.FORBIDDEN);
    } else if (refusal.hasBegun()) {
      return;
    } else if (sendQueue.isStuck(sessionContext.limits().sendTimeout())) {
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
    boolean isReading = sendQueue.isSending() || consumers.oldestUnsettled().isPresent();
    Duration patience =
        isReading ? sessionContext.limits().sendTimeout() : sessionContext.limits().silence();
    return heartbeat.silence(now).compareTo(patience) >= 0;
  }

  private boolean isLateToLogIn(long now) {
    return loginCheck.login().isEmpty()
        && !sessionProtocol.isLoggingIn()
        && sessionContext.newcomers().isLate(openedAt, now, sessionContext.limits().loginTimeout());
  }

  private void goOn(long now) {
    if (heartbeat.silence(now).compareTo(sessionContext.limits().pingTimeout()) >= 0) {
      consumers.pause();
    }
    if (heartbeat.isDue(now) || sessionDeliveries.needPing()) {
      sendQueue.ping(heartbeat.ping(now, sessionContext.clock().instant()));
    }
    sessionDeliveries.tick();
    holdIfUnread();
    loginCheck.tick();
    tasksAtLook = executor.started();
    lookAgainAt = isQuiet() ? heartbeat.dueAt() : now;
  }

  /** Whether nothing can happen before the next ping, unless something comes. */
  private boolean isQuiet() {
    return loginCheck.login().isPresent()
        && !sendQueue.isSending()
        && !heartbeat.isUnanswered()
        && consumers.isIdle();
  }

  @Override
  public void refuseLater() {
    if (!isEnded && !refusal.hasBegun()) {
      sessionProtocol.end();
      unwanted = consumers.close();
      if (!refusal.begin()) {
        refuse(CloseCode.FORBIDDEN);
      }
    }
  }

  @Override
  public void refuse(CloseCode code) {
    if (!isEnded) {
      sendQueue.text(FrameWriter.forbidden(sessionContext.clock().instant()));
      sendQueue.close(code.number(), code.reason());
      end();
    }
  }

  private void closeNow(CloseCode code) {
    sendQueue.closeNow(code.number(), code.reason());
    end();
  }

  private void end() {
    if (!isEnded) {
      isEnded = true;
      sessionProtocol.end();
      refusal.end();
      List<SubscriptionKey> more = consumers.close();
      onEnd.accept(this, unwanted.isEmpty() ? more : unwanted);
    }
  }
}
