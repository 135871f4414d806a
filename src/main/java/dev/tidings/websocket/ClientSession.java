package dev.tidings.websocket;

import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.delivery.ConnectedSession;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.delivery.SerialExecutor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One connection of a client, from its beginning to its end. The methods that are not private may
 * be called on any thread and never wait; what they bring about runs in its executor.
 */
final class ClientSession implements Conversation.Line, ConnectedSession {
  private final Shared shared;
  private final Socket socket;
  private final BiConsumer<ClientSession, List<SubscriptionKey>> onEnd;
  private final SerialExecutor executor;
  private final Outbox outbox;
  private final Heartbeat heartbeat;
  private final LoginCheck loginCheck;
  private final Deliveries deliveries;
  private final ConsumerSession consumers;
  private final Conversation conversation;
  private final MessageLimit messageLimit;
  private final LateRefusal refusal;
  private final long openedAt;

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
      Shared shared,
      Socket socket,
      String address,
      Duration untilFirstPing,
      BiConsumer<ClientSession, List<SubscriptionKey>> onEnd) {
    this.shared = shared;
    this.socket = socket;
    this.onEnd = onEnd;
    openedAt = shared.nanoTime().getAsLong();
    shared.newcomers().seen(openedAt);
    executor = new SerialExecutor(shared.delivery().serial());
    outbox = new Outbox(socket, executor, shared.nanoTime(), this::end);
    heartbeat = new Heartbeat(openedAt, untilFirstPing, shared.limits().pingInterval());
    loginCheck = new LoginCheck(shared.delivery(), executor, () -> refuse(CloseCode.FORBIDDEN));
    deliveries = new Deliveries(shared, executor, loginCheck, outbox, heartbeat);
    consumers = deliveries.consumers();
    conversation = new Conversation(shared, address, executor, loginCheck, deliveries, this);
    messageLimit = new MessageLimit(shared.limits());
    refusal = new LateRefusal(shared, address);
  }

  /** The longest message in bytes that the client may send at the moment. */
  int maxMessage() {
    return messageLimit.bytes();
  }

  /** The client has sent a message. */
  void hear(String text) {
    if (messageLimit.isExceededBy(text)) {
      close(CloseCode.TOO_BIG);
      return;
    }
    long now = shared.nanoTime().getAsLong();
    executor.execute(() -> take(text, now));
  }

  /** The client has answered a ping, or said something of that kind by itself. */
  void hearPong(String payload) {
    long now = shared.nanoTime().getAsLong();
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
    boolean isDue = shared.nanoTime().getAsLong() - lookAgainAt >= 0;
    if (hasSlept || isDue || executor.started() != tasksAtLook) {
      executor.execute(() -> lookAfter(hasSlept));
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
    executor.execute(() -> deliveries.settled(receipts));
  }

  @Override
  public void belongsToAnother() {
    List.copyOf(consumers.consumed()).forEach(consumers::cancel);
  }

  @Override
  public void isLoggedIn() {
    messageLimit.raise();
    socket.allow(messageLimit.bytes());
  }

  private void take(String text, long now) {
    if (!isEnded && !refusal.hasBegun()) {
      heard(now);
      if (loginCheck.login().isEmpty()) {
        shared.newcomers().seen(now);
      }
      conversation.take(text);
    }
  }

  private void heard(long now) {
    heartbeat.heard(now);
    consumers.resume();
  }

  private void takePong(String payload, long now) {
    if (!isEnded && !refusal.hasBegun()) {
      heard(now);
      conversation.renewToken();
      deliveries.arrivedBefore(heartbeat.pong(payload, now));
    }
  }

  @Override
  public void say(String text) {
    if (!isEnded) {
      outbox.text(text);
      holdIfUnread();
      if (outbox.isTooLong()) {
        closeNow(CloseCode.TOO_MUCH);
      }
    }
  }

  private void holdIfUnread() {
    conversation.hold(outbox.isUnread());
  }

  private void lookAfter(boolean hasSlept) {
    if (isEnded) {
      return;
    }
    long now = shared.nanoTime().getAsLong();
    if (hasSlept) {
      heartbeat.heard(now);
    }
    if (refusal.isDue(now)) {
      refuse(CloseCode.FORBIDDEN);
    } else if (refusal.hasBegun()) {
      return;
    } else if (outbox.isStuck(shared.limits().sendTimeout())) {
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
    boolean isReading = outbox.isSending() || consumers.oldestUnsettled().isPresent();
    Duration patience = isReading ? shared.limits().sendTimeout() : shared.limits().silence();
    return heartbeat.silence(now).compareTo(patience) >= 0;
  }

  private boolean isLateToLogIn(long now) {
    return loginCheck.login().isEmpty()
        && !conversation.isLoggingIn()
        && shared.newcomers().isLate(openedAt, now, shared.limits().loginTimeout());
  }

  private void goOn(long now) {
    if (heartbeat.silence(now).compareTo(shared.limits().pingTimeout()) >= 0) {
      consumers.pause();
    }
    if (heartbeat.isDue(now) || deliveries.needPing()) {
      outbox.ping(heartbeat.ping(now, shared.clock().instant()));
    }
    deliveries.tick();
    holdIfUnread();
    loginCheck.tick();
    tasksAtLook = executor.started();
    lookAgainAt = isQuiet() ? heartbeat.dueAt() : now;
  }

  /** Whether nothing can happen before the next ping, unless something comes. */
  private boolean isQuiet() {
    return loginCheck.login().isPresent()
        && !outbox.isSending()
        && !heartbeat.isUnanswered()
        && consumers.isIdle();
  }

  @Override
  public void refuseLater() {
    if (!isEnded && !refusal.hasBegun()) {
      conversation.end();
      unwanted = consumers.close();
      if (!refusal.begin()) {
        refuse(CloseCode.FORBIDDEN);
      }
    }
  }

  @Override
  public void refuse(CloseCode code) {
    if (!isEnded) {
      outbox.text(Frames.forbidden(shared.clock().instant()));
      outbox.close(code.number(), code.reason());
      end();
    }
  }

  private void closeNow(CloseCode code) {
    outbox.closeNow(code.number(), code.reason());
    end();
  }

  private void end() {
    if (!isEnded) {
      isEnded = true;
      conversation.end();
      refusal.end();
      List<SubscriptionKey> more = consumers.close();
      onEnd.accept(this, unwanted.isEmpty() ? more : unwanted);
    }
  }
}
