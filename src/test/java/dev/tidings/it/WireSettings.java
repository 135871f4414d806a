package dev.tidings.it;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.ListenerState;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Function;

/** Writes and reads the objects of the administration as a client of the HTTP API does. */
final class WireSettings {
  private WireSettings() {}

  static String json(TopicSettings settings) {
    return Json.createObjectBuilder()
        .add("name", settings.name())
        .add("is_active", settings.isActive())
        .add("has_gd", settings.hasGd())
        .add("is_api_sub_allowed", settings.isApiSubAllowed())
        .add("on_no_subs", settings.onNoSubs().wireName())
        .add("max_depth", settings.maxDepth())
        .add("overflow", settings.overflow().wireName())
        .add("max_message_size", settings.maxMessageSize())
        .add("default_expiration", settings.defaultExpiration().toMillis())
        .add("retention", settings.retention().toMillis())
        .add("max_deliveries", settings.maxDeliveries())
        .add("default_lease", settings.defaultLease().toMillis())
        .build()
        .toString();
  }

  static ListenerDetails listener(JsonValue listener) {
    JsonObject json = listener.asJsonObject();
    return new ListenerDetails(
        json.getString("name"),
        json.getString("method"),
        json.getString("topic_name"),
        json.getString("endpoint_name"),
        json.getInt("subscription_id", 0),
        of(ListenerState.values(), ListenerState::wireName, json.getString("state")),
        json.getInt("concurrency"),
        json.getInt("batch_size"),
        json.getInt("running"));
  }

  static TopicDetails topic(HttpResponse<String> response) {
    JsonObject json = HttpExchange.json(response);
    return new TopicDetails(
        json.getInt("id"), version(response), createdAt(json), topicSettings(json));
  }

  static TopicSettings topicSettings(JsonObject json) {
    return TopicSettings.builder(json.getString("name"))
        .isActive(json.getBoolean("is_active"))
        .hasGd(json.getBoolean("has_gd"))
        .isApiSubAllowed(json.getBoolean("is_api_sub_allowed"))
        .onNoSubs(of(OnNoSubs.values(), OnNoSubs::wireName, json.getString("on_no_subs")))
        .overflow(of(Overflow.values(), Overflow::wireName, json.getString("overflow")))
        .maxDepth(json.getJsonNumber("max_depth").longValueExact())
        .maxMessageSize(json.getInt("max_message_size"))
        .defaultExpiration(millis(json, "default_expiration"))
        .retention(millis(json, "retention"))
        .maxDeliveries(json.getInt("max_deliveries"))
        .defaultLease(millis(json, "default_lease"))
        .build();
  }

  /** Without the password unless there is a new one. */
  static String json(EndpointSettings settings) {
    JsonArrayBuilder patterns = Json.createArrayBuilder();
    settings.patterns().forEach(patterns::add);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", settings.name())
            .add("type", settings.type().wireName())
            .add("role", settings.role().wireName())
            .add("username", settings.username())
            .add("patterns", patterns)
            .add("is_active", settings.isActive());
    if (!settings.password().isEmpty()) {
      json.add("password", settings.password());
    }
    return json.build().toString();
  }

  static EndpointDetails endpoint(HttpResponse<String> response) {
    JsonObject json = HttpExchange.json(response);
    return new EndpointDetails(
        json.getInt("id"), version(response), createdAt(json), endpointSettings(json));
  }

  static EndpointSettings endpointSettings(JsonObject json) {
    return new EndpointSettings(
        json.getString("name"),
        of(EndpointType.values(), EndpointType::wireName, json.getString("type")),
        of(Role.values(), Role::wireName, json.getString("role")),
        json.getString("username"),
        json.getString("password", ""),
        json.getJsonArray("patterns").getValuesAs(JsonString::getString),
        json.getBoolean("is_active"));
  }

  static String json(String topicName, String endpointName) {
    return Json.createObjectBuilder()
        .add("topic_name", topicName)
        .add("endpoint_name", endpointName)
        .build()
        .toString();
  }

  static SubscriptionDetails subscription(HttpResponse<String> response) {
    JsonObject json = HttpExchange.json(response);
    return new SubscriptionDetails(
        json.getInt("id"),
        version(response),
        createdAt(json),
        SubscriptionKey.of(json.getString("sub_key")),
        json.getString("topic_name"),
        json.getString("endpoint_name"),
        json.getString("pattern_matched"),
        json.getBoolean("is_active"),
        json.getInt("queue_depth"));
  }

  private static long version(HttpResponse<String> response) {
    String tag = response.headers().firstValue("ETag").orElseThrow();
    return Long.parseLong(tag.substring(1, tag.length() - 1));
  }

  private static Instant createdAt(JsonObject json) {
    return LocalDateTime.parse(json.getString("created_at")).toInstant(ZoneOffset.UTC);
  }

  private static Duration millis(JsonObject json, String name) {
    return Duration.ofMillis(json.getJsonNumber(name).longValueExact());
  }

  private static <T> T of(T[] values, Function<T, String> wireName, String wanted) {
    return Arrays.stream(values)
        .filter(value -> wireName.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow();
  }
}
