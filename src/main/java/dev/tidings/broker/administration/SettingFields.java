package dev.tidings.broker.administration;

import dev.tidings.api.EndpointSettings;
import dev.tidings.api.TopicSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of objects as texts, by the names of their fields in the API. Without secrets. */
final class SettingFields {
  private SettingFields() {}

  static Map<String, String> of(TopicSettings topic) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", topic.name());
    fields.put("is_active", Boolean.toString(topic.isActive()));
    fields.put("has_gd", Boolean.toString(topic.hasGd()));
    fields.put("is_api_sub_allowed", Boolean.toString(topic.isApiSubAllowed()));
    fields.put("on_no_subs", topic.onNoSubs().wireName());
    fields.put("max_depth", Long.toString(topic.maxDepth()));
    fields.put("overflow", topic.overflow().wireName());
    fields.put("max_message_size", Integer.toString(topic.maxMessageSize()));
    fields.put("default_expiration", Long.toString(topic.defaultExpiration().toMillis()));
    fields.put("retention", Long.toString(topic.retention().toMillis()));
    fields.put("max_deliveries", Integer.toString(topic.maxDeliveries()));
    fields.put("default_lease", Long.toString(topic.defaultLease().toMillis()));
    return fields;
  }

  /** The lines of the patterns are those of one text. */
  static Map<String, String> of(EndpointSettings endpoint) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", endpoint.name());
    fields.put("type", endpoint.type().wireName());
    fields.put("role", endpoint.role().wireName());
    fields.put("username", endpoint.username());
    fields.put("patterns", String.join("\n", endpoint.patterns()));
    fields.put("is_active", Boolean.toString(endpoint.isActive()));
    return fields;
  }

  static Map<String, String> ofSubscription(boolean isActive) {
    return Map.of("is_active", Boolean.toString(isActive));
  }
}
