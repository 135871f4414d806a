package dev.tidings.transport.admin;

import dev.tidings.api.ListenerDetails;
import dev.tidings.transport.json.JsonOutput;

/** Listeners in JSON. */
final class ListenerJson {
  private ListenerJson() {}

  static void write(JsonOutput json, ListenerDetails listener) {
    json.object(fields -> writeFields(fields, listener));
  }

  static void writeFields(JsonOutput json, ListenerDetails listener) {
    json.field("name", listener.name())
        .field("method", listener.method())
        .field("topic_name", listener.topicName())
        .field("endpoint_name", listener.endpointName());
    if (listener.subscriptionId() != 0) {
      json.field("subscription_id", listener.subscriptionId());
    }
    json.field("state", listener.state().wireName())
        .field("concurrency", listener.concurrency())
        .field("batch_size", listener.batchSize())
        .field("running", listener.running());
  }
}
