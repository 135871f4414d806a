package dev.tidings.transport.admin;

import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.JsonTree;
import dev.tidings.transport.json.Violations;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Jobs in JSON. */
final class JobJson {
  private static final Map<String, JobKind> KINDS =
      TopicJson.words(JobKind.values(), JobKind::wireName);

  private JobJson() {}

  /**
   * Reads what a job is to do.
   *
   * @throws TidingsException with everything that is wrong
   */
  static JobRequest request(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    JobKind kind = fields.choice("kind", KINDS).orElse(null);
    String topic = fields.text("topic_name").orElse("");
    String endpoint = fields.text("endpoint_name").orElse("");
    String target = fields.text("target_topic_name").orElse("");
    String reason = fields.text("reason").orElse("");
    Instant before = fields.parsed("before", JsonTime::parse).orElse(null);
    List<MessageId> ids = ids(fields);
    fields.refuseOthers();
    violations.throwIfAny();
    return new JobRequest(kind, topic, endpoint, target, reason, before, ids);
  }

  /** An empty list would be one for all messages: a client that sends it has lost what it means. */
  private static List<MessageId> ids(Fields fields) {
    boolean isEmpty =
        fields
            .value("msg_ids")
            .filter(value -> value instanceof JsonTree.Items items && items.values().isEmpty())
            .isPresent();
    if (isEmpty) {
      fields.refuse("msg_ids", "must have 1 to " + JobRequest.MAX_IDS + " entries");
    }
    return fields.list("msg_ids", JobRequest.MAX_IDS, MessageId::of).orElse(List.of());
  }

  /** With the ids of messages, which lists leave out. */
  static void writeAll(JsonOutput json, JobDetails job, Instant now) {
    write(json, job, now);
    writeIfAny(json, "msg_ids", job.request().msgIds());
    writeIfAny(json, "missing_msg_ids", job.missing());
  }

  static void write(JsonOutput json, JobDetails job, Instant now) {
    JobRequest request = job.request();
    json.field("id", job.id()).field("kind", request.kind().wireName());
    writeIfAny(json, "topic_name", request.topicName());
    writeIfAny(json, "endpoint_name", request.endpointName());
    writeIfAny(json, "target_topic_name", request.targetTopicName());
    writeIfAny(json, "reason", request.reason());
    writeIfAny(json, "before", request.before());
    json.field("state", job.state().wireName())
        .field("done", job.done())
        .field("seen", job.seen())
        .field("total", job.total())
        .field("missing", job.state().isEnd() ? job.missing().size() : 0)
        .name("rate")
        .verbatim(Long.toString(Math.round(job.rate(now))))
        .field("created_by", job.createdBy())
        .field("created_at", JsonTime.formatWithZone(job.createdAt()));
    writeIfAny(json, "started_at", job.startedAt());
    writeIfAny(json, "finished_at", job.finishedAt());
    writeIfAny(json, "error", job.error());
  }

  private static void writeIfAny(JsonOutput json, String name, String text) {
    if (!text.isEmpty()) {
      json.field(name, text);
    }
  }

  private static void writeIfAny(JsonOutput json, String name, List<MessageId> ids) {
    if (!ids.isEmpty()) {
      json.name(name).array(array -> ids.forEach(id -> array.text(id.toString())));
    }
  }

  private static void writeIfAny(JsonOutput json, String name, Instant timeOrNull) {
    if (timeOrNull != null) {
      json.field(name, JsonTime.formatWithZone(timeOrNull));
    }
  }
}
