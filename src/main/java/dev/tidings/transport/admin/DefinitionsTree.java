package dev.tidings.transport.admin;

import dev.tidings.api.Definitions;
import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.TopicSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Definitions as fields and values: what JSON and YAML have in common. A value is a text, a long, a
 * truth value, or a list of texts.
 */
final class DefinitionsTree {
  private DefinitionsTree() {}

  /** The objects of each kind, in the order of the document. */
  static Map<String, List<Map<String, Object>>> of(Definitions definitions) {
    Map<String, List<Map<String, Object>>> kinds = new LinkedHashMap<>();
    kinds.put("topics", definitions.topics().stream().map(DefinitionsTree::topic).toList());
    kinds.put(
        "endpoints", definitions.endpoints().stream().map(DefinitionsTree::endpoint).toList());
    kinds.put(
        "subscriptions",
        definitions.subscriptions().stream().map(DefinitionsTree::subscription).toList());
    return kinds;
  }

  private static Map<String, Object> topic(TopicSettings topic) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", topic.name());
    fields.put("is_active", topic.isActive());
    fields.put("has_gd", topic.hasGd());
    fields.put("is_api_sub_allowed", topic.isApiSubAllowed());
    fields.put("on_no_subs", topic.onNoSubs().wireName());
    fields.put("max_depth", topic.maxDepth());
    fields.put("overflow", topic.overflow().wireName());
    fields.put("max_message_size", (long) topic.maxMessageSize());
    fields.put("default_expiration", topic.defaultExpiration().toMillis());
    fields.put("retention", topic.retention().toMillis());
    fields.put("max_deliveries", (long) topic.maxDeliveries());
    fields.put("default_lease", topic.defaultLease().toMillis());
    return fields;
  }

  private static Map<String, Object> endpoint(EndpointDefinition endpoint) {
    EndpointSettings settings = endpoint.settings();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", settings.name());
    fields.put("type", settings.type().wireName());
    fields.put("role", settings.role().wireName());
    fields.put("username", settings.username());
    if (!endpoint.passwordHash().isEmpty()) {
      fields.put("password_hash", endpoint.passwordHash());
    }
    fields.put("patterns", settings.patterns());
    fields.put("is_active", settings.isActive());
    return fields;
  }

  private static Map<String, Object> subscription(SubscriptionDefinition subscription) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic_name", subscription.topicName());
    fields.put("endpoint_name", subscription.endpointName());
    fields.put("is_active", subscription.isActive());
    return fields;
  }
}
