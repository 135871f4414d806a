package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * An alert that lasts.
 *
 * @param topicName of the queue that it is about; empty for an alert about the whole
 * @param endpointName of the queue that it is about; empty for an alert about the whole
 * @param since when the node that tells it saw it first
 * @param acknowledgedBy the administrator who looks after it; empty while nobody has said so
 * @param acknowledgedAt when that was said; null while nobody has said so
 */
public record AlertDetails(
    AlertKind kind,
    String topicName,
    String endpointName,
    Instant since,
    String acknowledgedBy,
    Instant acknowledgedAt)
    implements Serializable {

  /** Whether somebody looks after it. */
  public boolean isAcknowledged() {
    return acknowledgedAt != null;
  }
}
