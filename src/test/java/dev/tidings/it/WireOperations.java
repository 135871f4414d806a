package dev.tidings.it;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditKind;
import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.DefinitionChange;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.JobState;
import dev.tidings.api.MessageId;
import dev.tidings.api.NodeDetails;
import dev.tidings.api.NodeState;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Audit entries, jobs, changes, nodes and connections, read from their JSON. */
final class WireOperations {
  private WireOperations() {}

  static AuditEntry entry(JsonObject json) {
    return new AuditEntry(
        json.getJsonNumber("id").longValueExact(),
        Instant.parse(json.getString("time")),
        json.getString("actor"),
        json.getString("address"),
        one(AuditAction.values(), AuditAction::wireName, json.getString("action")),
        one(AuditKind.values(), AuditKind::wireName, json.getString("kind")),
        json.getJsonNumber("object_id").longValueExact(),
        json.getString("object_name"),
        changes(json.getJsonArray("changes")));
  }

  private static List<AuditEntry.Change> changes(JsonArray changes) {
    return changes.getValuesAs(JsonObject.class).stream()
        .map(
            it ->
                new AuditEntry.Change(
                    it.getString("field"), it.getString("before"), it.getString("after")))
        .toList();
  }

  static DefinitionChange change(JsonObject json) {
    return new DefinitionChange(
        one(AuditAction.values(), AuditAction::wireName, json.getString("action")),
        one(AuditKind.values(), AuditKind::wireName, json.getString("kind")),
        json.getString("name"),
        changes(json.getJsonArray("changes")));
  }

  static String json(JobRequest request) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("kind", request.kind().wireName());
    addIfAny(json, "topic_name", request.topicName());
    addIfAny(json, "endpoint_name", request.endpointName());
    addIfAny(json, "target_topic_name", request.targetTopicName());
    addIfAny(json, "reason", request.reason());
    if (request.before() != null) {
      json.add("before", request.before().toString());
    }
    if (!request.msgIds().isEmpty()) {
      JsonArrayBuilder ids = Json.createArrayBuilder();
      request.msgIds().forEach(id -> ids.add(id.toString()));
      json.add("msg_ids", ids);
    }
    return json.build().toString();
  }

  private static List<MessageId> ids(JsonObject json, String name) {
    return json.containsKey(name)
        ? json.getJsonArray(name).getValuesAs(JsonString.class).stream()
            .map(id -> MessageId.of(id.getString()))
            .toList()
        : List.of();
  }

  private static void addIfAny(JsonObjectBuilder json, String name, String text) {
    if (!text.isEmpty()) {
      json.add(name, text);
    }
  }

  static JobDetails job(JsonObject json) {
    JobRequest request =
        new JobRequest(
            one(JobKind.values(), JobKind::wireName, json.getString("kind")),
            json.getString("topic_name", ""),
            json.getString("endpoint_name", ""),
            json.getString("target_topic_name", ""),
            json.getString("reason", ""),
            time(json, "before"),
            ids(json, "msg_ids"));
    return new JobDetails(
        json.getJsonNumber("id").longValueExact(),
        request,
        one(JobState.values(), JobState::wireName, json.getString("state")),
        json.getInt("done"),
        json.getInt("seen"),
        json.getInt("total"),
        json.getString("created_by"),
        time(json, "created_at"),
        time(json, "started_at"),
        time(json, "finished_at"),
        json.getString("error", ""),
        ids(json, "missing_msg_ids"));
  }

  static NodeDetails node(JsonObject json) {
    return new NodeDetails(
        json.getJsonNumber("id").longValueExact(),
        json.getString("name"),
        json.getString("version"),
        json.getString("server"),
        time(json, "started_at"),
        time(json, "last_seen"),
        json.getBoolean("is_this"),
        one(NodeState.values(), NodeState::wireName, json.getString("state")),
        json.getInt("connections"),
        json.getInt("receives_waiting"),
        json.getJsonNumber("publish_rate").doubleValue(),
        json.getJsonNumber("delivery_rate").doubleValue(),
        json.getJsonNumber("acknowledge_rate").doubleValue());
  }

  static ConnectionDetails connection(JsonObject json) {
    return new ConnectionDetails(
        json.getJsonNumber("id").longValueExact(),
        json.getString("server_name"),
        json.getString("transport"),
        json.getString("endpoint_name"),
        json.getString("address"),
        time(json, "since"),
        json.getInt("window"),
        json.getInt("unsettled"),
        json.getJsonArray("topic_names").getValuesAs(JsonString::getString));
  }

  private static Instant time(JsonObject json, String name) {
    return json.containsKey(name) ? Instant.parse(json.getString(name)) : null;
  }

  private static <T> T one(T[] values, Function<T, String> wireName, String wanted) {
    return Arrays.stream(values)
        .filter(value -> wireName.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow();
  }
}
