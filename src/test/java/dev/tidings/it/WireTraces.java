package dev.tidings.it;

import dev.tidings.api.AccessDecision;
import dev.tidings.api.AccessReason;
import dev.tidings.api.DeliveryObstacle;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageTrace;
import dev.tidings.api.QueueTrace;
import dev.tidings.api.TopicAccess;
import dev.tidings.api.TracedState;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the administration explains, read from its JSON. */
final class WireTraces {
  private WireTraces() {}

  static TopicAccess access(JsonObject json) {
    return new TopicAccess(
        json.getString("endpoint_name"),
        json.getString("topic_name"),
        decision(json.getJsonObject("publish")),
        decision(json.getJsonObject("receive")),
        json.getInt("subscription_id", 0));
  }

  private static AccessDecision decision(JsonObject json) {
    AccessDecision decision =
        new AccessDecision(
            one(AccessReason.values(), it -> it.wireName().equals(json.getString("reason"))),
            json.getString("pattern_matched", ""),
            json.getInt("line_number", 0));
    if (json.getBoolean("is_allowed") != decision.isAllowed()) {
      throw new IllegalStateException(json.toString());
    }
    return decision;
  }

  static MessageTrace trace(JsonObject json) {
    MessageTrace.Place place =
        one(MessageTrace.Place.values(), it -> it.wireName().equals(json.getString("place")));
    return new MessageTrace(
        MessageId.of(json.getString("msg_id")),
        place,
        json.getString("topic_name", ""),
        json.getString("publisher_name", ""),
        json.getString("pattern_matched", ""),
        time(json, "pub_time"),
        time(json, "expiration_time"),
        json.getInt("priority", 0),
        json.getInt("size", 0),
        json.getString("mime_type", ""),
        json.getBoolean("has_gd", false),
        time(json, "due_time"),
        json.getJsonArray("queues").getValuesAs(JsonObject.class).stream()
            .map(WireTraces::queue)
            .toList());
  }

  private static QueueTrace queue(JsonObject json) {
    List<DeliveryObstacle> obstacles =
        json.getJsonArray("obstacles").getValuesAs(JsonObject.class).stream()
            .map(obstacle -> obstacle.getString("code"))
            .map(code -> one(DeliveryObstacle.values(), it -> it.wireName().equals(code)))
            .toList();
    return new QueueTrace(
        json.getInt("subscription_id"),
        json.getString("endpoint_name"),
        one(
            TracedState.values(),
            it ->
                it.wireName().equals(json.getString("state"))
                    && it.next().equals(json.getString("next"))),
        json.getInt("delivery_count"),
        Stream.of("leased_until", "due_time", "died_time")
            .filter(json::containsKey)
            .map(name -> time(json, name))
            .findFirst()
            .orElse(null),
        json.getString("reason", ""),
        obstacles);
  }

  private static Instant time(JsonObject json, String name) {
    return json.containsKey(name) ? Instant.parse(json.getString(name)) : null;
  }

  private static <T> T one(T[] values, Predicate<T> isIt) {
    return Arrays.stream(values).filter(isIt).findFirst().orElseThrow();
  }
}
