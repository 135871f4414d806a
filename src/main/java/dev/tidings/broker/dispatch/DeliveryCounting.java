package dev.tidings.broker.dispatch;

import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.metrics.Histogram;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.read.QueueEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts what is delivered, once it is committed. */
@ApplicationScoped
public class DeliveryCounting {
  @Inject Measurements measurements;
  @Inject @DatabaseTime Clock clock;

  /** These were leased in one transaction, to one receiver or to several. */
  void leased(QueueId queue, List<List<QueueEntry>> dispatched) {
    int messages = 0;
    for (List<QueueEntry> deliveries : dispatched) {
      count(queue, deliveries);
      messages += deliveries.size();
    }
    if (messages > 0) {
      measurements.histogram(Metric.DELIVERY_BATCH).record(messages);
    }
  }

  /** These were taken out of the queue as they were delivered. */
  public void drained(QueueId queue, List<QueueEntry> deliveries) {
    count(queue, deliveries);
    measurements.queue(queue.subscriptionId()).acknowledged(deliveries.size());
  }

  private void count(QueueId queue, List<QueueEntry> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    Histogram delays = measurements.histogram(Metric.DELIVERY_DELAY);
    Instant now = clock.instant();
    long bytes = 0;
    long again = 0;
    for (QueueEntry delivery : deliveries) {
      bytes += delivery.entry().size();
      if (delivery.deliveryCount() > (delivery.lease().isPresent() ? 1 : 0)) {
        again++;
      } else {
        delays.record(nanosBetween(delivery.entry().publishedAt(), now));
      }
    }
    measurements.queue(queue.subscriptionId()).delivered(deliveries.size(), bytes, again);
  }

  /** Of a message that waited for centuries, the most that fits. */
  private static long nanosBetween(Instant from, Instant to) {
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    return seconds > Integer.MAX_VALUE
        ? Duration.ofSeconds(Integer.MAX_VALUE).toNanos()
        : seconds * 1_000_000_000L + to.getNano() - from.getNano();
  }
}
