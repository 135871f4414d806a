package dev.tidings.broker.alert;

import dev.tidings.api.AlertKind;
import dev.tidings.platform.metrics.QueueFigures;

/**
 * What an alert is about.
 *
 * @param topicName of a queue; empty for the whole
 * @param endpointName of a queue; empty for the whole
 */
public record Alert(AlertKind kind, String topicName, String endpointName) {
  static Alert ofAll(AlertKind kind) {
    return new Alert(kind, "", "");
  }

  static Alert of(AlertKind kind, QueueFigures queue) {
    return new Alert(kind, queue.topicName(), queue.endpointName());
  }
}
