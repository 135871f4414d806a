package dev.tidings.transport.delivery;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subscriptions that one connection consumes, and its deliveries that are not settled. It
 * receives no more than its prefetch window holds. Used in its {@link SerialExecutor} only, but for
 * {@link #consumed} and {@link #unsettledCount}.
 */
public final class ConsumerSession {
  private final DeliveryContext context;
  private final SerialExecutor executor;
  private final DeliveryOutlet outlet;
  private final SettlementCalls settlements;
  private final Consumer.Listener listener = new Received();
  private final Map<SubscriptionKey, Consumer> consumers = new ConcurrentHashMap<>(2);
  private final UnsettledDeliveries unsettled = new UnsettledDeliveries();

  private boolean isPaused;
  private boolean isClosed;

  public ConsumerSession(DeliveryContext context, SerialExecutor executor, DeliveryOutlet outlet) {
    this.context = context;
    this.executor = executor;
    this.outlet = outlet;
    settlements = new SettlementCalls(context, executor);
  }

  /** Begins to consume a subscription, or changes how. */
  public void consume(SubscriptionKey key, SubscribeOptions options) {
    if (isClosed) {
      return;
    }
    Consumer known = consumers.get(key);
    if (known == null) {
      consumers.put(key, new Consumer(key, options, context, executor, outlet, listener));
      receiveMore();
    } else {
      known.change(options);
    }
  }

  /** Consumes a subscription no more; what is not settled goes back. */
  public void cancel(SubscriptionKey key) {
    Consumer consumer = consumers.remove(key);
    if (consumer != null) {
      end(consumer);
      receiveMore();
    }
  }

  /** Which subscriptions are consumed; on any thread. */
  public Set<SubscriptionKey> consumed() {
    return consumers.keySet();
  }

  /** How many messages are not settled; on any thread. */
  public int unsettledCount() {
    return unsettled.count();
  }

  /** Whether nothing can happen by itself before some message comes. */
  public boolean isIdle() {
    return unsettled.isEmpty() && consumers.values().stream().allMatch(Consumer::isReceiving);
  }

  /** Whether something is unsettled that was sent after that position. */
  public boolean hasUnsettledAfter(long position) {
    return unsettled.isAnyAfter(position);
  }

  public Optional<Delivery> oldestUnsettled() {
    return unsettled.oldest();
  }

  /** Acknowledges a delivery that is unsettled; others are left alone. Does not wait for disks. */
  public void acknowledge(String deliveryId) {
    unsettled.take(deliveryId).ifPresent(delivery -> settlements.acknowledge(List.of(delivery)));
    receiveMore();
  }

  /** The same for everything that was sent up to that position. */
  public void acknowledgeUpTo(long position) {
    settlements.acknowledge(unsettled.takeUpTo(position));
    receiveMore();
  }

  /** Rejects a delivery that is unsettled. */
  public void reject(String deliveryId, Rejection rejection) {
    unsettled
        .take(deliveryId)
        .ifPresent(delivery -> settlements.reject(List.of(delivery), rejection));
    receiveMore();
  }

  /** These receipts were settled in another way, or other consumers have the messages now. */
  public void forget(Collection<Receipt> receipts) {
    unsettled.forget(receipts);
    receiveMore();
  }

  /** Returns messages to their queue that the consumer has not begun to work on. */
  public void giveBack(List<Message> messages) {
    unsettled.forget(messages.stream().map(message -> message.receipt().orElseThrow()).toList());
    settlements.giveBack(messages.get(0).subKey(), messages);
  }

  /** Receives nothing, so that other consumers get what comes, until {@link #resume}. */
  public void pause() {
    if (!isPaused) {
      isPaused = true;
      consumers.values().forEach(Consumer::pause);
    }
  }

  public void resume() {
    if (isPaused) {
      isPaused = false;
      receiveMore();
    }
  }

  /**
   * Extends leases that need it, and repeats receives that have failed. A transport calls it every
   * now and then while the consumer is connected.
   */
  public void tick() {
    if (!isClosed) {
      settlements.extendWhereDue(unsettled.all(), this::forget);
      receiveMore();
    }
  }

  /** Lets each consumer receive its share of what the window still holds. */
  private void receiveMore() {
    if (isClosed || isPaused) {
      return;
    }
    PrefetchWindow free = context.window().without(unsettled.messages(), unsettled.bytes());
    if (context.window().isWorthFilling(free)) {
      List.copyOf(consumers.values()).stream()
          .filter(Consumer::isIdle)
          .forEach(consumer -> consumer.receive(free.share(consumers.size())));
    }
  }

  private final class Received implements Consumer.Listener {
    @Override
    public void received(Consumer consumer, List<Message> messages) {
      // A node that has slept meanwhile gets what other consumers have by now.
      if (!messages.isEmpty()
          && messages.get(0).leasedUntil().orElseThrow().isAfter(context.clock().instant())) {
        send(consumer, messages);
      }
      receiveMore();
    }

    @Override
    public void returned(Consumer consumer, List<Message> messages) {
      if (!messages.isEmpty()) {
        settlements.giveBack(consumer.key(), messages);
      }
      receiveMore();
    }

    @Override
    public void isGone(Consumer consumer) {
      consumers.remove(consumer.key(), consumer);
      unsettled.takeOf(consumer.key());
      receiveMore();
    }
  }

  private void send(Consumer consumer, List<Message> messages) {
    Delivery delivery = new Delivery(messages, outlet.position(), context.nanoTime().getAsLong());
    // Before it is sent: a connection that turns out to be gone closes the session at once.
    unsettled.add(delivery);
    try {
      outlet.send(delivery, messages, consumer.options());
    } catch (RuntimeException failure) {
      // Comes back when its lease ends, and not at once, only to fail again.
      unsettled.take(delivery.id());
      throw failure;
    }
  }

  /**
   * Closes it, once: receives nothing more, and what is not settled goes back at once.
   *
   * @return the subscriptions that are to end with the connection
   */
  public List<SubscriptionKey> close() {
    if (isClosed) {
      return List.of();
    }
    isClosed = true;
    consumers.values().forEach(this::end);
    return consumers.values().stream()
        .filter(consumer -> consumer.options().unsubscribesOnClose())
        .map(Consumer::key)
        .toList();
  }

  private void end(Consumer consumer) {
    List<Delivery> deliveries = unsettled.takeOf(consumer.key());
    consumer.end(() -> settlements.giveBack(deliveries));
  }
}
