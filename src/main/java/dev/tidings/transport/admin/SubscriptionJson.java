package dev.tidings.transport.admin;

import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.Violations;

/**
 * Subscriptions in JSON. Their keys are secrets, so lists go without, and endpoints that monitor
 * never see them.
 */
final class SubscriptionJson {
  private SubscriptionJson() {}

  /** Who is to be subscribed to what. */
  record Request(String topicName, String endpointName) {}

  /**
   * Reads the request for a new subscription.
   *
   * @throws TidingsException with everything that is wrong
   */
  static Request create(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    Request request =
        new Request(required(fields, "topic_name"), required(fields, "endpoint_name"));
    fields.refuseOthers();
    violations.throwIfAny();
    return request;
  }

  /** What the subscription is to be; the same as now when the body does not say. */
  static boolean isActive(byte[] body, SubscriptionDetails subscription) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    boolean isActive = fields.truth("is_active").orElse(subscription.isActive());
    fields.refuseOthers();
    violations.throwIfAny();
    return isActive;
  }

  static void write(JsonOutput json, SubscriptionDetails subscription) {
    json.object(
        fields -> {
          writeNames(fields, subscription);
          fields.field("sub_key", subscription.key().value());
          writeState(fields, subscription);
        });
  }

  static void writeWithoutKey(JsonOutput json, SubscriptionDetails subscription) {
    json.object(
        fields -> {
          writeNames(fields, subscription);
          writeState(fields, subscription);
        });
  }

  private static void writeNames(JsonOutput json, SubscriptionDetails subscription) {
    json.field("id", subscription.id())
        .field("topic_name", subscription.topicName())
        .field("endpoint_name", subscription.endpointName());
  }

  private static void writeState(JsonOutput json, SubscriptionDetails subscription) {
    json.field("pattern_matched", subscription.patternMatched())
        .field("is_active", subscription.isActive())
        .field("queue_depth", subscription.queueDepth())
        .field("created_at", JsonTime.format(subscription.createdAt()));
  }

  private static String required(Fields fields, String field) {
    if (!fields.has(field)) {
      fields.refuse(field, "is required");
    }
    return fields.text(field).orElse("");
  }
}
