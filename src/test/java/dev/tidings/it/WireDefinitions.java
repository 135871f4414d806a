package dev.tidings.it;

import dev.tidings.api.Definitions;
import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.SubscriptionDefinition;
import jakarta.json.JsonObject;

/** Definitions, read from their JSON. */
final class WireDefinitions {
  private WireDefinitions() {}

  static Definitions definitions(JsonObject json) {
    return new Definitions(
        json.getJsonArray("topics").getValuesAs(JsonObject.class).stream()
            .map(WireSettings::topicSettings)
            .toList(),
        json.getJsonArray("endpoints").getValuesAs(JsonObject.class).stream()
            .map(
                it ->
                    new EndpointDefinition(
                        WireSettings.endpointSettings(it), it.getString("password_hash", "")))
            .toList(),
        json.getJsonArray("subscriptions").getValuesAs(JsonObject.class).stream()
            .map(
                it ->
                    new SubscriptionDefinition(
                        it.getString("topic_name"),
                        it.getString("endpoint_name"),
                        it.getBoolean("is_active")))
            .toList());
  }
}
