package dev.tidings.broker.settle;

import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.batch.QueueGroupCommit;
import dev.tidings.broker.dispatch.DeliveryRejection;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.broker.transaction.TransactionContext;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.tracing.Operation;
import dev.tidings.platform.tracing.OperationSpan;
import dev.tidings.platform.tracing.Tracing;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Settles deliveries: at once, in a group commit with others, or with a caller's commit. */
@ApplicationScoped
public class SettlementService {
  @Inject QueueGroupCommit writer;
  @Inject LeaseSettlement leaseSettlement;
  @Inject DeliveryRejection deliveryRejection;
  @Inject SubscriptionLookup subscriptions;
  @Inject CallerTransaction caller;
  @Inject WakeUps wakeUps;
  @Inject Measurements measurements;
  @Inject Tracing tracing;
  @Inject @DatabaseTime Clock clock;

  /** In the caller's transaction, if there is one; a rejection that is empty acknowledges. */
  public List<ReceiptOutcome> settle(
      SubscriptionKey key, List<Receipt> receipts, Optional<Rejection> rejection) {
    return caller.isActive()
        ? settleWithCommit(key, receipts, rejection)
        : WorkerThreads.await(settleAtOnce(key, receipts, rejection));
  }

  public CompletableFuture<List<ReceiptOutcome>> settleAtOnce(
      SubscriptionKey key, List<Receipt> receipts, Optional<Rejection> rejection) {
    requireSome(receipts);
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    OperationSpan span = span(queue, receipts, rejection);
    return span.ended(span.begin(() -> settleAtOnce(queue, receipts, rejection)));
  }

  private CompletableFuture<List<ReceiptOutcome>> settleAtOnce(
      SubscriptionLookup.Queue queue, List<Receipt> receipts, Optional<Rejection> rejection) {
    return rejection.isEmpty()
        ? settled(queue.id(), writer.acknowledge(queue.id(), receipts))
        : deliveryRejection.reject(
            queue.id(), queue.topic().settings().maxDeliveries(), receipts, rejection.get());
  }

  private OperationSpan span(
      SubscriptionLookup.Queue queue, List<Receipt> receipts, Optional<Rejection> rejection) {
    return tracing.settle(
        rejection.isEmpty() ? Operation.ACKNOWLEDGE : Operation.REJECT,
        queue.topic().settings().name(),
        () -> subscriptions.subscriber(queue),
        receipts.size());
  }

  /** Acknowledges where nobody is told. */
  public CompletableFuture<List<ReceiptOutcome>> acknowledgeAsync(
      SubscriptionKey key, List<Receipt> receipts) {
    requireSome(receipts);
    QueueId queue = subscriptions.require(key).id();
    return settled(queue, writer.acknowledgeAsync(queue, receipts));
  }

  private CompletableFuture<List<ReceiptOutcome>> settled(
      QueueId queue, CompletableFuture<List<ReceiptOutcome>> acknowledged) {
    return acknowledged.whenComplete(
        (done, failure) -> {
          wakeUps.settled(queue);
          if (failure == null) {
            measurements.queue(queue.subscriptionId()).acknowledged(DeliveryRejection.done(done));
          }
        });
  }

  /** An empty lease is the topic's. Never in the caller's transaction: it would end too late. */
  public CompletableFuture<List<ReceiptOutcome>> extend(
      SubscriptionKey key, List<Receipt> receipts, Optional<Duration> lease) {
    requireSome(receipts);
    ReceiveOptions.builder().lease(lease.orElse(null)).build();
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    Duration length = lease.orElse(queue.topic().settings().defaultLease());
    return writer.run(
        queue.id(),
        connection ->
            leaseSettlement.extend(
                connection, queue.id(), receipts, clock.instant().plus(length), clock.instant()));
  }

  private List<ReceiptOutcome> settleWithCommit(
      SubscriptionKey key, List<Receipt> receipts, Optional<Rejection> rejection) {
    requireSome(receipts);
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    OperationSpan span = span(queue, receipts, rejection);
    List<ReceiptOutcome> outcomes =
        span.begin(() -> settleWithCommit(queue.id(), receipts, rejection));
    span.ended();
    return outcomes;
  }

  private List<ReceiptOutcome> settleWithCommit(
      QueueId queue, List<Receipt> receipts, Optional<Rejection> rejection) {
    List<ReceiptOutcome> now =
        caller.look(
            connection -> leaseSettlement.check(connection, queue, receipts, clock.instant()));
    List<ReceiptOutcome> outcomes = new ArrayList<>(now);
    List<Receipt> valid = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      if (caller.planned().isSettled(receipts.get(i))) {
        outcomes.set(i, ReceiptOutcome.EXPIRED);
      } else if (now.get(i) == ReceiptOutcome.DONE) {
        valid.add(receipts.get(i));
      }
    }
    if (!valid.isEmpty()) {
      caller.add(new TransactionContext.Settlement(queue, valid, rejection));
    }
    return outcomes;
  }

  private static void requireSome(List<Receipt> receipts) {
    if (receipts.isEmpty() || receipts.size() > PubSub.MAX_BATCH) {
      throw TidingsException.invalid("receipts", "must be 1 to %d".formatted(PubSub.MAX_BATCH));
    }
  }
}
