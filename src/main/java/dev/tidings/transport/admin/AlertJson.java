package dev.tidings.transport.admin;

import dev.tidings.api.AlertDetails;
import dev.tidings.api.AlertKind;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.Violations;
import java.util.Map;

/** Alerts in JSON. */
final class AlertJson {
  private static final Map<String, AlertKind> KINDS =
      TopicJson.words(AlertKind.values(), AlertKind::wireName);

  private AlertJson() {}

  /** Which alert somebody looks after. */
  record Acknowledgement(AlertKind kind, String topicName, String endpointName) {}

  /**
   * Reads which one is meant.
   *
   * @throws TidingsException with everything that is wrong
   */
  static Acknowledgement acknowledgement(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    AlertKind kind = fields.choice("name", KINDS).orElse(null);
    if (kind == null && violations.isEmpty()) {
      violations.add("name", "is required");
    }
    String topic = fields.text("topic_name").orElse("");
    String endpoint = fields.text("endpoint_name").orElse("");
    fields.refuseOthers();
    violations.throwIfAny();
    return new Acknowledgement(kind, topic, endpoint);
  }

  static void write(JsonOutput json, AlertDetails alert) {
    json.field("name", alert.kind().wireName())
        .field("topic_name", alert.topicName())
        .field("endpoint_name", alert.endpointName())
        .field("since", JsonTime.formatWithZone(alert.since()));
    if (alert.isAcknowledged()) {
      json.field("acknowledged_by", alert.acknowledgedBy())
          .field("acknowledged_at", JsonTime.formatWithZone(alert.acknowledgedAt()));
    }
  }
}
