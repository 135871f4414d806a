package dev.tidings.transport.admin;

import dev.tidings.api.DeliveryObstacle;
import dev.tidings.api.MessageTrace;
import dev.tidings.api.QueueTrace;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;

/** Where a message is, in JSON. Never its data. */
final class MessageTraceJson {
  private MessageTraceJson() {}

  static void write(JsonOutput json, MessageTrace trace) {
    json.field("msg_id", trace.id().toString())
        .field("place", trace.place().wireName())
        .field("explanation", trace.place().explanation());
    if (trace.place() != MessageTrace.Place.GONE) {
      writeDetails(json, trace);
    }
    json.name("queues")
        .array(
            rows -> trace.queues().forEach(queue -> rows.object(fields -> write(fields, queue))));
  }

  private static void writeDetails(JsonOutput json, MessageTrace trace) {
    json.field("topic_name", trace.topicName())
        .field("publisher_name", trace.publisherName())
        .field("pattern_matched", trace.patternMatched())
        .field("pub_time", JsonTime.formatWithZone(trace.publishedAt()))
        .field("expiration_time", JsonTime.formatWithZone(trace.expiresAt()))
        .field("priority", trace.priority())
        .field("size", trace.size())
        .field("mime_type", trace.mimeType())
        .field("has_gd", trace.hasGd());
    if (trace.dueAt() != null) {
      json.field("due_time", JsonTime.formatWithZone(trace.dueAt()));
    }
  }

  private static void write(JsonOutput json, QueueTrace queue) {
    json.field("subscription_id", queue.subscriptionId())
        .field("endpoint_name", queue.endpointName())
        .field("state", queue.state().wireName())
        .field("explanation", queue.state().explanation())
        .field("next", queue.state().next())
        .field("delivery_count", queue.deliveryCount());
    if (queue.at() != null) {
      json.field(nameOfTime(queue), JsonTime.formatWithZone(queue.at()));
    }
    if (!queue.reason().isEmpty()) {
      json.field("reason", queue.reason());
    }
    json.name("obstacles")
        .array(rows -> queue.obstacles().forEach(one -> rows.object(fields -> write(fields, one))));
  }

  private static void write(JsonOutput json, DeliveryObstacle obstacle) {
    json.field("code", obstacle.wireName()).field("explanation", obstacle.explanation());
  }

  private static String nameOfTime(QueueTrace queue) {
    return switch (queue.state()) {
      case LEASED, LAST_LEASE -> "leased_until";
      case DEAD_LETTER -> "died_time";
      default -> "due_time";
    };
  }
}
