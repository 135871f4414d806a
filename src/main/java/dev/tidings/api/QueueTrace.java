package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * A message in one queue.
 *
 * @param endpointName to whom the queue delivers
 * @param deliveryCount how often it was delivered; 0 where that is not known any more
 * @param at when the lease ends, the message is due, or it died; null in the other states
 * @param reason why the last delivery failed; empty if it did not
 * @param obstacles what keeps the queue from delivering it
 */
public record QueueTrace(
    long subscriptionId,
    String endpointName,
    TracedState state,
    int deliveryCount,
    Instant at,
    String reason,
    List<DeliveryObstacle> obstacles)
    implements Serializable {

  public QueueTrace {
    obstacles = List.copyOf(obstacles);
  }
}
