package dev.tidings.transport.listener;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.Delivery;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.DeliveryOutlet;
import dev.tidings.transport.delivery.SerialExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One listener on this node: receives ahead, and has workers call the method. */
final class ListenerConsumer implements DeliveryOutlet {
  private static final Logger LOG = System.getLogger(ListenerConsumer.class.getName());
  private static final Log EVENTS = Log.of(ListenerConsumer.class);

  /** Of its window, a listener receives more when no more than this part is left to do. */
  private static final int LITTLE = 4;

  /** In ticks, of which there are two a second. */
  private static final int BETWEEN_SUBSCRIBING = 10;

  private final ListenerPlan plan;
  private final ListenerServices services;
  private final SerialExecutor executor;
  private final ConsumerSession session;
  private final WorkQueue queue;
  private final ListenerWorker worker;
  private final AtomicBoolean isLooking = new AtomicBoolean();
  private volatile long subscriptionId;

  // In the executor only.
  private final List<Receipt> settled = new ArrayList<>();
  private long sent;
  private int ticksUnsubscribed;
  private boolean isStuck;

  ListenerConsumer(ListenerPlan plan, ListenerServices services, DeliveryContext context) {
    this.plan = plan;
    this.services = services;
    executor = new SerialExecutor(context.serial());
    session = new ConsumerSession(context, executor, this);
    queue = new WorkQueue(plan.declaration().values().concurrency(), System::nanoTime);
    worker = new ListenerWorker(plan, services, queue);
  }

  ListenerPlan plan() {
    return plan;
  }

  /** 0 while it has none. */
  long subscriptionId() {
    return subscriptionId;
  }

  /** How many calls run. */
  int running() {
    return queue.running().size();
  }

  /** Begins to receive. */
  void consume(SubscriptionDetails subscription) {
    subscriptionId = subscription.id();
    SubscribeOptions options =
        SubscribeOptions.endpoint(subscription.endpointName()).inBatchesOf(mostAtOnce());
    executor.execute(() -> session.consume(subscription.key(), options));
  }

  private int mostAtOnce() {
    int most =
        plan.declaration().parameters().isBatch()
            ? plan.declaration().batchSize()
            : plan.declaration().window();
    return Math.min(most, SubscribeOptions.MAX_BATCH_SIZE);
  }

  @Override
  public long position() {
    return sent + 1;
  }

  /** The broker checks the endpoint at each receive; there is no login. */
  @Override
  public void authorize(Runnable granted, Runnable refused) {
    granted.run();
  }

  @Override
  public void send(Delivery delivery, List<Message> messages, SubscribeOptions options) {
    sent = delivery.position();
    queue
        .add(items(messages))
        .ifPresentOrElse(this::startWorkers, () -> session.giveBack(messages));
  }

  /** A batch that failed is not tried as a whole again: each message of it comes alone. */
  private List<WorkItem> items(List<Message> messages) {
    List<WorkItem> items = new ArrayList<>();
    List<Message> batch = new ArrayList<>();
    for (Message message : messages) {
      boolean isAlone = message.deliveryCount() > 1;
      if (!batch.isEmpty() && (isAlone || batch.size() == plan.declaration().batchSize())) {
        items.add(new WorkItem(batch));
        batch = new ArrayList<>();
      }
      if (isAlone) {
        items.add(new WorkItem(List.of(message)));
      } else {
        batch.add(message);
      }
    }
    if (!batch.isEmpty()) {
      items.add(new WorkItem(batch));
    }
    return items;
  }

  private void startWorkers(int count) {
    for (int i = 0; i < count; i++) {
      services.threads().execute(this::workOff);
    }
  }

  private void workOff() {
    for (Optional<WorkItem> next = queue.next(); next.isPresent(); next = queue.next()) {
      WorkItem item = next.get();
      try {
        worker.work(item);
      } catch (RuntimeException failure) {
        EVENTS.logFailure(LogEvent.LISTENER_BROKEN, failure, plan.name());
      } finally {
        queue.done(item);
        executor.execute(() -> done(item));
      }
    }
  }

  /**
   * The session is told only when little is left to do, because it then receives: many messages in
   * one transaction instead of a few in each of several.
   */
  private void done(WorkItem item) {
    settled.addAll(item.receipts());
    if (queue.messagesWaiting() <= plan.declaration().window() / LITTLE) {
      forgetSettled();
    }
    if (isStuck && !queue.isStuck()) {
      isStuck = false;
      session.resume();
    }
  }

  private void forgetSettled() {
    List<Receipt> all = List.copyOf(settled);
    settled.clear();
    session.forget(all);
  }

  /** Called twice a second. */
  void tick() {
    executor.execute(
        () -> {
          forgetSettled();
          session.tick();
          abandonOverdue();
          if (session.consumed().isEmpty()) {
            subscribeAgain();
          }
        });
    if (queue.isAnyWaiting() && isLooking.compareAndSet(false, true)) {
      services.threads().execute(this::returnIfPaused);
    }
  }

  /** The leases of calls that take too long end, and the transactions cannot commit any more. */
  private void abandonOverdue() {
    for (WorkItem item : queue.abandonOverdue(plan.declaration().timeout())) {
      session.forget(item.receipts());
      EVENTS.log(
          LogEvent.LISTENER_TOO_SLOW,
          plan.name(),
          plan.topic(),
          item.messages().get(0).msgId(),
          plan.declaration().values().timeout());
    }
    if (!isStuck && queue.isStuck()) {
      isStuck = true;
      session.pause();
      queue.takeWaiting().forEach(item -> session.giveBack(item.messages()));
    }
  }

  /** The subscription has ended: that of an endpoint that lost its permission, for example. */
  private void subscribeAgain() {
    if (subscriptionId != 0) {
      subscriptionId = 0;
      EVENTS.log(LogEvent.LISTENER_UNSUBSCRIBED, plan.name(), plan.topic());
    }
    ticksUnsubscribed++;
    if (ticksUnsubscribed % BETWEEN_SUBSCRIBING == 0 && isLooking.compareAndSet(false, true)) {
      services.threads().execute(this::subscribe);
    }
  }

  private void subscribe() {
    try {
      consume(services.setup().subscribe(plan.topic(), plan.endpoint()));
      EVENTS.log(LogEvent.LISTENER_SUBSCRIBED, plan.name(), plan.topic());
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "The listener %s cannot subscribe".formatted(plan.name()), failure);
    } finally {
      isLooking.set(false);
    }
  }

  /** The receive that waits notices a pause by itself; what was received before does not. */
  private void returnIfPaused() {
    try {
      long id = subscriptionId;
      if (id != 0 && !services.administration().subscription(id).isActive()) {
        List<WorkItem> waiting = queue.takeWaiting();
        executor.execute(() -> waiting.forEach(item -> session.giveBack(item.messages())));
      }
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "It is unknown whether %s is paused".formatted(plan.name()), failure);
    } finally {
      isLooking.set(false);
    }
  }

  /** Receives nothing any more, and returns what no worker has begun. */
  List<Message> halt() {
    List<WorkItem> waiting = queue.halt();
    executor.execute(
        () -> {
          session.pause();
          forgetSettled();
          waiting.forEach(item -> session.forget(item.receipts()));
        });
    return messages(waiting);
  }

  void awaitWorkers(Duration longest) {
    queue.awaitWorkers(longest);
  }

  /** Ends it, and returns what workers have not finished. */
  List<Message> close() {
    List<WorkItem> running = queue.running();
    executor.execute(
        () -> {
          forgetSettled();
          running.forEach(item -> session.forget(item.receipts()));
          session.close();
        });
    return messages(running);
  }

  private static List<Message> messages(List<WorkItem> items) {
    return items.stream().flatMap(item -> item.messages().stream()).toList();
  }
}
