package dev.tidings.broker.housekeeping;

import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.failure.DatabaseFailures;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import dev.tidings.store.queue.inflight.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends back what was leased by receivers that vanished. Receivers that come later do it too; this
 * is for queues to which nobody comes.
 */
@ApplicationScoped
public class LeaseCleaner {
  private static final Log LOG = Log.of(LeaseCleaner.class);

  @Inject Database database;
  @Inject Leases leases;
  @Inject LeaseSettlement leaseSettlement;
  @Inject @DatabaseTime Clock clock;

  public void clean(List<TopicDetails> topics) {
    Map<Long, TopicDetails> byId =
        topics.stream().collect(Collectors.toMap(TopicDetails::id, Function.identity()));
    Instant now = clock.instant();
    for (QueueId queue : database.read(connection -> leases.withOverdue(connection, now))) {
      if (byId.containsKey(queue.topicId())) {
        sendBack(queue, byId.get(queue.topicId()).settings().maxDeliveries(), now);
      }
    }
  }

  /** A queue to which nothing can be sent back now does not keep the others from it. */
  private void sendBack(QueueId queue, int maxDeliveries, Instant now) {
    try {
      database.inTransaction(
          Durability.BUFFERED,
          connection -> {
            leaseSettlement.lockAndReturnOverdue(connection, queue, now, maxDeliveries);
            return queue;
          });
    } catch (TidingsException e) {
      LOG.logFailureUnless(
          DatabaseFailures.isKnown(e), LogEvent.LEASE_CLEANUP_FAILED, e, queue.subscriptionId());
    }
  }
}
