package dev.tidings.transport.websocket;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.Delivery;
import dev.tidings.transport.delivery.DeliveryOutlet;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.websocket.connection.SendQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * How a WebSocket is sent its deliveries, and what settles them. Used in the session's executor
 * only.
 *
 * <p>A client that answers its deliveries settles them so; a ping follows only those that it has
 * not answered by the next tick. For one that has never answered, pongs do: each delivery is
 * followed by a ping, whose pong says that it arrived. The position of a delivery is the number of
 * the first ping after it.
 */
final class SessionDeliveries implements DeliveryOutlet {
  /** How long a client has to show, with its first delivery, that it answers. */
  static final Duration TIME_TO_ANSWER = Duration.ofSeconds(5);

  /** What is known of the client's habits. */
  private enum Habit {
    UNKNOWN,
    ANSWERS,
    IS_SILENT
  }

  private final SessionContext sessionContext;
  private final SendQueue sendQueue;
  private final Heartbeat heartbeat;
  private final LoginCheck loginCheck;
  private final ConsumerSession consumers;

  private Habit habit = Habit.UNKNOWN;
  private long answeredPing;

  SessionDeliveries(
      SessionContext sessionContext,
      SerialExecutor executor,
      LoginCheck loginCheck,
      SendQueue sendQueue,
      Heartbeat heartbeat) {
    this.sessionContext = sessionContext;
    this.sendQueue = sendQueue;
    this.heartbeat = heartbeat;
    this.loginCheck = loginCheck;
    consumers = new ConsumerSession(sessionContext.delivery(), executor, this);
  }

  /** The subscriptions that are delivered. */
  ConsumerSession consumers() {
    return consumers;
  }

  /**
   * Whether some are not answered yet and no ping tells whether the client is there. Whoever
   * answers is, and a ping for each delivery would be as dear as the delivery.
   */
  boolean needPing() {
    return !heartbeat.isUnanswered() && consumers.hasUnsettledAfter(heartbeat.last());
  }

  /** The client has answered a delivery; maybe one that its pong has settled meanwhile. */
  void answered(String deliveryId) {
    habit = Habit.ANSWERS;
    consumers.acknowledge(deliveryId);
  }

  /** The client has settled deliveries by their receipts. */
  void settled(Collection<Receipt> receipts) {
    habit = Habit.ANSWERS;
    consumers.forget(receipts);
  }

  /** The client has everything that was sent before that ping. */
  void arrivedBefore(long ping) {
    answeredPing = ping;
    if (habit == Habit.IS_SILENT) {
      consumers.acknowledgeUpTo(answeredPing);
    }
  }

  void tick() {
    if (habit == Habit.UNKNOWN && isOldestUnanswered()) {
      habit = Habit.IS_SILENT;
      consumers.acknowledgeUpTo(answeredPing);
    }
    consumers.tick();
  }

  /** Whether it has arrived, and the client has had the time to answer it. */
  private boolean isOldestUnanswered() {
    long now = sessionContext.nanoTime().getAsLong();
    return consumers
        .oldestUnsettled()
        .filter(delivery -> delivery.position() <= answeredPing)
        .filter(delivery -> now - delivery.sentAt() >= TIME_TO_ANSWER.toNanos())
        .isPresent();
  }

  @Override
  public long position() {
    return heartbeat.last() + 1;
  }

  @Override
  public void authorize(Runnable granted, Runnable refused) {
    loginCheck.check(granted, refused);
  }

  @Override
  public void send(Delivery delivery, List<Message> messages, SubscribeOptions options) {
    Instant now = sessionContext.clock().instant();
    boolean isList = messages.size() > 1 || options.wrapsOneMessage();
    sendQueue.text(FrameWriter.delivery(delivery.id(), now, messages, isList));
    if (habit != Habit.ANSWERS) {
      sendQueue.ping(heartbeat.ping(delivery.sentAt(), now));
    }
  }
}
