package dev.tidings.broker.dispatch;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.batch.QueueGroupCommit;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.failure.DatabaseFailures;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends deliveries back to their queue and wakes those who wait for them. */
@ApplicationScoped
public class DeliveryRejection {
  private static final Log LOG = Log.of(DeliveryRejection.class);

  @Inject QueueGroupCommit writer;
  @Inject LeaseSettlement leaseSettlement;
  @Inject SubscriptionLookup subscriptions;
  @Inject WakeUps wakeUps;
  @Inject Measurements measurements;
  @Inject @DatabaseTime Clock clock;

  /** For a receiver that rejects them. */
  public CompletableFuture<List<ReceiptOutcome>> reject(
      QueueId queue, int maxDeliveries, List<Receipt> receipts, Rejection rejection) {
    return writer
        .run(
            queue,
            connection ->
                leaseSettlement.reject(
                    connection, queue, receipts, rejection, maxDeliveries, clock.instant()))
        .whenComplete(
            (done, failure) -> {
              wakeUps.changed(queue);
              if (failure == null) {
                measurements.queue(queue.subscriptionId()).rejected(done(done));
              }
            });
  }

  /** How many receipts were settled. */
  public static long done(List<ReceiptOutcome> outcomes) {
    long done = 0;
    for (ReceiptOutcome outcome : outcomes) {
      done += outcome == ReceiptOutcome.DONE ? 1 : 0;
    }
    return done;
  }

  /** Where no receiver has them, on whatever thread; if that fails, their leases end later. */
  public void giveBack(QueueId queue, List<Receipt> receipts, Rejection rejection) {
    try {
      subscriptions
          .topic(queue)
          .ifPresent(
              topic ->
                  WorkerThreads.await(
                      reject(queue, topic.settings().maxDeliveries(), receipts, rejection)));
    } catch (TidingsException failure) {
      LOG.logUnless(
          DatabaseFailures.isKnown(failure),
          LogEvent.RELEASE_FAILED,
          receipts.size(),
          failure.getMessage());
    }
  }
}
