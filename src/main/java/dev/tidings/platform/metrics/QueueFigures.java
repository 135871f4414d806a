package dev.tidings.platform.metrics;

import java.time.Duration;

/**
 * How a queue stands.
 *
 * @param maxDepth the largest depth that its topic allows
 * @param ready messages that the next receive may get
 * @param leased messages that a consumer has
 * @param delayed messages that wait for redelivery
 * @param dead dead letters, which do not count for the depth
 * @param oldestAge zero if there is no message
 */
public record QueueFigures(
    long subscriptionId,
    long topicId,
    String topicName,
    String endpointName,
    long maxDepth,
    long ready,
    long leased,
    long delayed,
    long dead,
    Duration oldestAge) {

  public long depth() {
    return ready + leased + delayed;
  }
}
