package dev.tidings.broker;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Rejection;
import dev.tidings.api.TidingsException;
import dev.tidings.config.SqlFailure;
import dev.tidings.queue.QueueId;
import dev.tidings.queue.Settling;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends deliveries back to their queue and wakes those who wait for them. */
@ApplicationScoped
class Rejections {
  private static final Logger LOG = System.getLogger(Rejections.class.getName());

  @Inject QueueWriter writer;
  @Inject Settling settling;
  @Inject SubscriptionAccess subscriptions;
  @Inject WakeUps wakeUps;
  @Inject Clock clock;

  /** For a receiver that rejects them. */
  CompletableFuture<List<ReceiptOutcome>> reject(
      QueueId queue, int maxDeliveries, List<Receipt> receipts, Rejection rejection) {
    return writer
        .run(
            queue,
            connection ->
                settling.reject(
                    connection, queue, receipts, rejection, maxDeliveries, clock.instant()))
        .whenComplete((done, failure) -> wakeUps.changed(queue));
  }

  /** Where no receiver has them, on whatever thread; if that fails, their leases end later. */
  void giveBack(QueueId queue, List<Receipt> receipts, Rejection rejection) {
    try {
      subscriptions
          .topic(queue)
          .ifPresent(
              topic ->
                  Workers.await(
                      reject(queue, topic.settings().maxDeliveries(), receipts, rejection)));
    } catch (TidingsException failure) {
      LOG.log(
          SqlFailure.level(failure),
          "{0} deliveries that nobody has could not be sent back; they come back when their leases"
              + " end: {1}",
          receipts.size(),
          failure.getMessage());
    }
  }
}
