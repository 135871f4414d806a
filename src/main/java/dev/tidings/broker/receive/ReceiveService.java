package dev.tidings.broker.receive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.dispatch.DeliveryRejection;
import dev.tidings.broker.dispatch.MessageDelivery;
import dev.tidings.broker.dispatch.PendingReceive;
import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.tracing.Operation;
import dev.tidings.platform.tracing.OperationSpan;
import dev.tidings.platform.tracing.Tracing;
import dev.tidings.store.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Receives messages under leases, never in the caller's transaction. */
@ApplicationScoped
public class ReceiveService {
  private static final int QUEUES_REMEMBERED = 10_000;

  private static final Rejection NOBODY_THERE =
      Rejection.plain()
          .because("The receiver had gone before it got the message.")
          .after(Duration.ZERO);

  @Inject SubscriptionLookup subscriptions;
  @Inject MessageDelivery messageDelivery;
  @Inject PendingReceives pendingReceives;
  @Inject DeliveryRejection deliveryRejection;
  @Inject CallerTransaction caller;
  @Inject WakeUps wakeUps;
  @Inject WorkerThreads workerThreads;
  @Inject Tracing tracing;

  /** Queues that had something the last time: they mostly have more, so nobody looks first. */
  private final Cache<QueueId, Boolean> flowing =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(QUEUES_REMEMBERED).build();

  /** Holds the calling thread; what a transaction receives comes back if that is rolled back. */
  public List<Message> receive(SubscriptionKey key, ReceiveOptions options) {
    if (!caller.isActive()) {
      return WorkerThreads.await(receiveLater(key, options));
    }
    // Only the beginning is a worker's: it is the caller's own thread that waits.
    List<Message> received =
        WorkerThreads.await(
            workerThreads.outsideTransaction(tracing.here(() -> receiveLater(key, options))));
    if (!received.isEmpty()) {
      caller.received(subscriptions.require(key).id(), receipts(received));
    }
    return received;
  }

  /**
   * Holds no thread while it waits. When somebody else ends the future, the wait is over, and what
   * was leased for it by then comes back.
   */
  public CompletableFuture<List<Message>> receiveLater(
      SubscriptionKey key, ReceiveOptions options) {
    SubscriptionLookup.Queue queue = subscriptions.requireActive(key);
    boolean isAllowed = subscriptions.objection(queue).isEmpty();
    return inSpan(
        queue,
        () -> receive(queue, waiter(queue.id(), options, options.waiting(), isAllowed)),
        messages -> messages);
  }

  private <R> CompletableFuture<R> inSpan(
      SubscriptionLookup.Queue queue,
      Supplier<CompletableFuture<R>> receive,
      Function<R, List<Message>> messages) {
    OperationSpan span =
        tracing.receive(
            Operation.RECEIVE,
            queue.topic().settings().name(),
            () -> subscriptions.subscriber(queue));
    return span.received(span.begin(receive), messages);
  }

  /**
   * The same for the endpoint of the subscription, if it may receive, also for who may wait longer
   * than the options can say. It is for those that push messages on, and has no span: it ends
   * whenever messages come, and begins again at once.
   */
  public CompletableFuture<List<Message>> receiveForEndpoint(
      SubscriptionKey key, ReceiveOptions options, Duration wait) {
    SubscriptionLookup.Queue queue = subscriptions.requireActive(key);
    requireAllowed(queue);
    return receive(queue, waiter(queue.id(), options, wait, true));
  }

  private void requireAllowed(SubscriptionLookup.Queue queue) {
    subscriptions
        .objection(queue)
        .ifPresent(
            objection -> {
              throw objection;
            });
  }

  /** Acknowledges first; holds the calling thread, which must not be in a transaction. */
  public ReceiveResult acknowledgeAndReceive(
      SubscriptionKey key, List<Receipt> done, ReceiveOptions options) {
    checkReceipts(done);
    SubscriptionLookup.Queue queue = subscriptions.requireActive(key);
    boolean isAllowed = subscriptions.objection(queue).isEmpty();
    return WorkerThreads.await(
        inSpan(
            queue,
            () -> acknowledgeAndReceive(queue, done, options, isAllowed),
            ReceiveResult::messages));
  }

  /** Acknowledges first, and holds no thread; for the endpoint of the subscription. */
  public CompletableFuture<ReceiveResult> acknowledgeAndReceiveForEndpoint(
      SubscriptionKey key, List<Receipt> done, ReceiveOptions options) {
    checkReceipts(done);
    SubscriptionLookup.Queue queue = subscriptions.requireActive(key);
    requireAllowed(queue);
    return inSpan(
        queue, () -> acknowledgeAndReceive(queue, done, options, true), ReceiveResult::messages);
  }

  /**
   * Refuses too many.
   *
   * @throws TidingsException {@link dev.tidings.api.ErrorType#INVALID_INPUT}
   */
  public static void checkReceipts(List<Receipt> done) {
    if (done.size() > PubSub.MAX_BATCH) {
      throw TidingsException.invalid("acknowledge", "must be at most " + PubSub.MAX_BATCH);
    }
  }

  private CompletableFuture<ReceiveResult> acknowledgeAndReceive(
      SubscriptionLookup.Queue queue,
      List<Receipt> done,
      ReceiveOptions options,
      boolean isAllowed) {
    PendingReceive pendingReceive = waiter(queue.id(), options, options.waiting(), isAllowed);
    CompletableFuture<ReceiveResult> both = new CompletableFuture<>();
    if (done.isEmpty()) {
      join(queue.id(), List.of(), receive(queue, pendingReceive), both);
      return both;
    }
    var unused =
        acknowledge(queue, done, pendingReceive)
            .whenComplete(
                (first, failure) -> {
                  wakeUps.settled(queue.id());
                  if (failure == null) {
                    join(queue.id(), first.acknowledged(), pendingReceive.future(), both);
                    answer(queue, pendingReceive, first.messages(), null);
                  } else {
                    both.completeExceptionally(WorkerThreads.cause(failure));
                  }
                });
    return both;
  }

  /** Those who wait already are served first, so there is nothing to receive at once. */
  private CompletableFuture<ReceiveResult> acknowledge(
      SubscriptionLookup.Queue queue, List<Receipt> done, PendingReceive pendingReceive) {
    return pendingReceive.mayWait() && pendingReceives.hasPending(queue.id())
        ? messageDelivery.acknowledge(queue.id(), done)
        : messageDelivery.acknowledgeAndDispatch(queue, done, pendingReceive.options());
  }

  /** Whoever ends the whole ends the wait; what was leased by then comes back. */
  private void join(
      QueueId queue,
      List<ReceiptOutcome> acknowledged,
      CompletableFuture<List<Message>> received,
      CompletableFuture<ReceiveResult> both) {
    var unused =
        received.whenComplete(
            (messages, failure) -> {
              if (failure != null) {
                both.completeExceptionally(WorkerThreads.cause(failure));
              } else if (!both.complete(new ReceiveResult(messages, acknowledged))
                  && !messages.isEmpty()) {
                giveBack(queue, messages);
              }
            });
    var unusedToo = both.whenComplete((result, failure) -> received.cancel(false));
  }

  private PendingReceive waiter(
      QueueId queue, ReceiveOptions options, Duration wait, boolean isAllowed) {
    return new PendingReceive(
        options, wait, isAllowed, System.nanoTime(), leased -> giveBack(queue, leased));
  }

  private void giveBack(QueueId queue, List<Message> leased) {
    List<Receipt> receipts = receipts(leased);
    workerThreads.execute(() -> deliveryRejection.giveBack(queue, receipts, NOBODY_THERE));
  }

  private static List<Receipt> receipts(List<Message> leased) {
    return leased.stream().map(message -> message.receipt().orElseThrow()).toList();
  }

  private CompletableFuture<List<Message>> receive(
      SubscriptionLookup.Queue queue, PendingReceive pendingReceive) {
    if (pendingReceive.mayWait() && pendingReceives.hasPending(queue.id())) {
      pendingReceives.enter(queue.id(), queue.subscription().key(), pendingReceive);
    } else {
      var unused =
          receiveNow(queue, pendingReceive.options())
              .whenComplete(
                  (messages, failure) -> answer(queue, pendingReceive, messages, failure));
    }
    return pendingReceive.future();
  }

  /** What is ready at this moment. */
  private CompletableFuture<List<Message>> receiveNow(
      SubscriptionLookup.Queue queue, ReceiveOptions options) {
    boolean isFlowing = flowing.getIfPresent(queue.id()) != null;
    return isFlowing || isReady(queue)
        ? messageDelivery
            .dispatch(queue, List.of(options), leased -> {})
            .thenApply(all -> all.get(0))
            .whenComplete((messages, failure) -> remember(queue, messages))
        : CompletableFuture.completedFuture(List.of());
  }

  private boolean isReady(SubscriptionLookup.Queue queue) {
    return messageDelivery.look(queue.id()).orElseThrow(SubscriptionLookup::gone).isReady();
  }

  /** No messages stand for a failure too. */
  private void remember(SubscriptionLookup.Queue queue, List<Message> messages) {
    if (messages == null || messages.isEmpty()) {
      flowing.invalidate(queue.id());
    } else {
      flowing.put(queue.id(), true);
    }
  }

  private void answer(
      SubscriptionLookup.Queue queue,
      PendingReceive pendingReceive,
      List<Message> messages,
      Throwable failure) {
    if (failure != null) {
      pendingReceive.fail(WorkerThreads.cause(failure));
    } else if (messages.isEmpty() && pendingReceive.mayWait()) {
      pendingReceives.enter(queue.id(), queue.subscription().key(), pendingReceive);
    } else {
      pendingReceive.deliver(messages);
    }
  }
}
