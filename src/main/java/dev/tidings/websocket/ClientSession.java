package dev.tidings.websocket;

import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.delivery.SerialExecutor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One connection of a client, from its beginning to its end. The methods that are not private may
 * be called on any thread and never wait; what they bring about happens in turns.
 */
final class ClientSession implements Conversation.Line {
  /** So long after a change at the latest, who is not welcome any more has to go. */
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);

  /** A client that does not read its answers gets no more of them than that. */
  private static final long MAX_UNREAD = 1_024 * 1_024;

  private static final int MAX_UNREAD_FRAMES = 10_000;

  private final Shared shared;
  private final Socket socket;
  private final BiConsumer<ClientSession, List<SubscriptionKey>> onEnd;
  private final SerialExecutor turns;
  private final Outbox outbox;
  private final Heartbeat heartbeat;
  private final Guard guard;
  private final Deliveries deliveries;
  private final Conversation conversation;
  private final MessageLimit messageLimit;
  private final LateRefusal refusal;
  private final long openedAt;

  private boolean isEnded;
  private long checkedAt;
  private List<SubscriptionKey> unwanted = List.of();

  /** What {@link #tick} must know without having a turn. */
  private volatile int turnsAtLook = -1;

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
    checkedAt = openedAt;
    shared.newcomers().seen(openedAt);
    turns = new SerialExecutor(shared.turns());
    outbox = new Outbox(socket, turns, shared.nanoTime(), this::end);
    heartbeat = new Heartbeat(openedAt, untilFirstPing, shared.limits().pingInterval());
    guard = new Guard(shared, turns, () -> refuse(CloseCode.FORBIDDEN));
    deliveries = new Deliveries(shared, turns, guard, outbox, heartbeat);
    conversation = new Conversation(shared, address, turns, guard, deliveries, this);
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

  /** Ends it if its login was one of that endpoint and is not good any more. */
  void endpointChanged(long id) {
    guard.changed(id);
  }

  /** Closes the connection at once. */
  void close(CloseCode code) {
    turns.execute(() -> closeNow(code));
  }

  /** Which subscriptions it delivers. */
  Set<SubscriptionKey> delivered() {
    return deliveries.keys();
  }

  /**
   * Looks after what time brings; called every now and then. Where nothing has happened and nothing
   * is due, it costs nothing.
   *
   * @param hasSlept whether the server was not there for a while, so that it may not have heard yet
   *     what has come meanwhile
   */
  void tick(boolean hasSlept) {
    boolean isDue = shared.nanoTime().getAsLong() - lookAgainAt >= 0;
    if (hasSlept || isDue || turns.started() != turnsAtLook) {
      turns.execute(() -> lookAfter(hasSlept));
    }
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

  @Override
  public void belongsToAnother() {
    deliveries.stopAll();
  }

  @Override
  public void isLoggedIn() {
    messageLimit.raise();
    socket.allow(messageLimit.bytes());
  }

  private void take(String text, long now) {
    if (!isEnded && !refusal.hasBegun()) {
      heard(now);
      if (guard.login().isEmpty()) {
        shared.newcomers().seen(now);
      }
      conversation.take(text);
    }
  }

  private void heard(long now) {
    heartbeat.heard(now);
    deliveries.goOn();
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
      if (outbox.frames() > MAX_UNREAD_FRAMES) {
        closeNow(CloseCode.TOO_MUCH);
      }
    }
  }

  private void holdIfUnread() {
    conversation.hold(outbox.length() > MAX_UNREAD);
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
    boolean isReading = outbox.isSending() || !deliveries.isEmpty();
    Duration patience = isReading ? shared.limits().sendTimeout() : shared.limits().silence();
    return heartbeat.silence(now).compareTo(patience) >= 0;
  }

  private boolean isLateToLogIn(long now) {
    return guard.login().isEmpty()
        && !conversation.isLoggingIn()
        && shared.newcomers().isLate(openedAt, now, shared.limits().loginTimeout());
  }

  private void goOn(long now) {
    if (heartbeat.silence(now).compareTo(shared.limits().pingTimeout()) >= 0) {
      deliveries.pause();
    }
    if (heartbeat.isDue(now) || deliveries.needPing()) {
      outbox.ping(heartbeat.ping(now, shared.clock().instant()));
    }
    deliveries.tick();
    holdIfUnread();
    checkLogin(now);
    turnsAtLook = turns.started();
    lookAgainAt = isQuiet() ? heartbeat.dueAt() : now;
  }

  /** Whether nothing can happen before the next ping, unless something comes. */
  private boolean isQuiet() {
    return guard.login().isPresent()
        && !outbox.isSending()
        && !heartbeat.isUnanswered()
        && deliveries.isQuiet();
  }

  private void checkLogin(long now) {
    if (now - checkedAt >= BETWEEN_CHECKS.toNanos()) {
      checkedAt = now;
      guard.check();
    }
  }

  @Override
  public void refuseLater() {
    if (!isEnded && !refusal.hasBegun()) {
      conversation.end();
      unwanted = deliveries.end();
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
      List<SubscriptionKey> more = deliveries.end();
      onEnd.accept(this, unwanted.isEmpty() ? more : unwanted);
    }
  }
}
