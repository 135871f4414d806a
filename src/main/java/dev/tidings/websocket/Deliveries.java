package dev.tidings.websocket;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.delivery.Delivery;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.delivery.UnsettledDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one session delivers: the subscriptions it has, and the deliveries that are not settled. It
 * asks for no more than its window holds. Used in the session's turns only.
 *
 * <p>A client that answers its deliveries settles them so; a ping follows only those that it has
 * not answered by the next tick. For one that has never answered, pongs do: each delivery is
 * followed by a ping, whose pong says that it arrived.
 */
final class Deliveries implements Feed.Reader {
  /** How long a client has to show, with its first delivery, that it answers. */
  static final Duration TIME_TO_ANSWER = Duration.ofSeconds(5);

  /** Then a lease is extended. */
  private static final Duration BEFORE_LEASE_ENDS = Duration.ofSeconds(20);

  /** What is known of the client's habits. */
  private enum Habit {
    UNKNOWN,
    ANSWERS,
    IS_SILENT
  }

  private final Shared shared;
  private final SerialExecutor turns;
  private final Outbox outbox;
  private final Heartbeat heartbeat;
  private final Guard guard;
  private final Settling settling;
  private final Map<SubscriptionKey, Feed> feeds = new ConcurrentHashMap<>(2);
  private final UnsettledDeliveries unsettled = new UnsettledDeliveries();

  private Habit habit = Habit.UNKNOWN;
  private long answeredPing;
  private boolean isPaused;
  private boolean isEnded;

  Deliveries(Shared shared, SerialExecutor turns, Guard guard, Outbox outbox, Heartbeat heartbeat) {
    this.shared = shared;
    this.turns = turns;
    this.guard = guard;
    this.outbox = outbox;
    this.heartbeat = heartbeat;
    this.settling = new Settling(shared, turns);
  }

  /** Begins to deliver a subscription, or changes how. */
  void deliver(SubscriptionKey key, SubscribeOptions options) {
    if (isEnded) {
      return;
    }
    Feed feed = feeds.get(key);
    if (feed == null) {
      feeds.put(key, new Feed(key, options, shared, turns, guard, this));
      askForMore();
    } else {
      feed.change(options);
    }
  }

  /** As before, if it is delivered already. */
  void resume(SubscriptionKey key, SubscribeOptions options) {
    if (!feeds.containsKey(key)) {
      deliver(key, options);
    }
  }

  /** Delivers a subscription no more; what is not settled goes back. */
  void stop(SubscriptionKey key) {
    Feed feed = feeds.remove(key);
    if (feed != null) {
      end(feed);
      askForMore();
    }
  }

  void stopAll() {
    List.copyOf(feeds.keySet()).forEach(this::stop);
  }

  /** Which subscriptions there are; on any thread. */
  Set<SubscriptionKey> keys() {
    return feeds.keySet();
  }

  /** Whether nothing can happen by itself before some message comes. */
  boolean isQuiet() {
    return unsettled.isEmpty() && feeds.values().stream().allMatch(Feed::isAsking);
  }

  /** Whether nothing is unsettled. */
  boolean isEmpty() {
    return unsettled.isEmpty();
  }

  /**
   * Whether some are not answered yet and no ping tells whether the client is there. Whoever
   * answers is, and a ping for each delivery would be as dear as the delivery.
   */
  boolean needPing() {
    return !heartbeat.isUnanswered() && unsettled.isAnyAfter(heartbeat.last());
  }

  /** The client has answered a delivery; maybe one that its pong has settled meanwhile. */
  void answered(String deliveryId) {
    habit = Habit.ANSWERS;
    unsettled.take(deliveryId).ifPresent(delivery -> settling.acknowledge(List.of(delivery)));
    askForMore();
  }

  /** The client has settled deliveries by their receipts, or somebody else has them now. */
  void settled(Collection<Receipt> receipts) {
    habit = Habit.ANSWERS;
    forget(receipts);
  }

  private void forget(Collection<Receipt> receipts) {
    unsettled.forget(receipts);
    askForMore();
  }

  /** The client has everything that was sent before that ping. */
  void arrivedBefore(long ping) {
    answeredPing = ping;
    if (habit == Habit.IS_SILENT) {
      settleArrived();
    }
  }

  private void settleArrived() {
    settling.acknowledge(unsettled.takeUpTo(answeredPing));
    askForMore();
  }

  /** While there is doubt whether the client is there, others get what comes. */
  void pause() {
    if (!isPaused) {
      isPaused = true;
      feeds.values().forEach(Feed::stopAsking);
    }
  }

  void goOn() {
    if (isPaused) {
      isPaused = false;
      askForMore();
    }
  }

  void tick() {
    if (!isEnded) {
      learnHabit();
      extend();
      askForMore();
    }
  }

  private void learnHabit() {
    boolean isLate =
        unsettled
            .oldest()
            .filter(delivery -> delivery.position() <= answeredPing)
            .filter(
                delivery ->
                    shared.nanoTime().getAsLong() - delivery.sentAt() >= TIME_TO_ANSWER.toNanos())
            .isPresent();
    if (habit == Habit.UNKNOWN && isLate) {
      habit = Habit.IS_SILENT;
      settleArrived();
    }
  }

  private void extend() {
    Instant now = shared.clock().instant();
    List<Delivery> due =
        unsettled.all().stream()
            .filter(delivery -> delivery.leasedUntil().isBefore(now.plus(BEFORE_LEASE_ENDS)))
            .toList();
    due.forEach(delivery -> delivery.leaseUntil(now.plus(Feed.LEASE)));
    settling.extend(due, this::forget);
  }

  /** Lets each subscription ask for its share of what the window still holds. */
  private void askForMore() {
    if (isEnded || isPaused) {
      return;
    }
    int window = shared.limits().window();
    int windowBytes = shared.limits().windowBytes();
    long free = window - unsettled.messages();
    long freeBytes = windowBytes - unsettled.bytes();
    // Not for each single message that was settled.
    if (free < Math.max(1, window / 4) || freeBytes < windowBytes / 4) {
      return;
    }
    for (Feed feed : List.copyOf(feeds.values())) {
      if (feed.isIdle()) {
        feed.ask(share(free), share(freeBytes));
      }
    }
  }

  private int share(long free) {
    return (int) Math.max(1, free / feeds.size());
  }

  @Override
  public void received(Feed feed, List<Message> messages) {
    if (!messages.isEmpty()) {
      Instant now = shared.clock().instant();
      if (messages.get(0).leasedUntil().orElseThrow().isAfter(now)) {
        send(feed, messages, now);
      }
      // Else this server has slept meanwhile, and somebody else has them by now.
    }
    askForMore();
  }

  private void send(Feed feed, List<Message> messages, Instant now) {
    boolean isList = messages.size() > 1 || feed.options().wrapsOneMessage();
    String id = messages.size() > 1 ? Ids.next() : messages.get(0).msgId().toString();
    outbox.text(Frames.delivery(id, now, messages, isList));
    long nanoTime = shared.nanoTime().getAsLong();
    unsettled.add(new Delivery(id, messages, heartbeat.last() + 1, nanoTime));
    if (habit != Habit.ANSWERS) {
      outbox.ping(heartbeat.ping(nanoTime, now));
    }
  }

  @Override
  public void tooLate(Feed feed, List<Message> messages) {
    if (!messages.isEmpty()) {
      settling.sendBack(feed.key(), messages);
    }
    askForMore();
  }

  @Override
  public void isGone(Feed feed) {
    feeds.remove(feed.key(), feed);
    unsettled.takeOf(feed.key());
    askForMore();
  }

  /**
   * Ends all of it, once; what is not settled goes back at once.
   *
   * @return the subscriptions that are to end too
   */
  List<SubscriptionKey> end() {
    if (isEnded) {
      return List.of();
    }
    isEnded = true;
    feeds.values().forEach(this::end);
    return feeds.values().stream()
        .filter(feed -> feed.options().unsubscribesOnClose())
        .map(Feed::key)
        .toList();
  }

  private void end(Feed feed) {
    List<Delivery> deliveries = unsettled.takeOf(feed.key());
    feed.end(() -> settling.sendBack(deliveries));
  }
}
