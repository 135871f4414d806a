package dev.tidings.it;

import dev.tidings.api.Content;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes publications as a client of the HTTP API does. */
final class WirePublications {
  private WirePublications() {}

  static String json(Publication publication) {
    return object(publication).build().toString();
  }

  static String json(List<Publication> publications) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    publications.forEach(publication -> array.add(object(publication)));
    return Json.createObjectBuilder().add("messages", array).build().toString();
  }

  private static JsonObjectBuilder object(Publication publication) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    json.add("data", data(publication.data()));
    json.add("priority", publication.priority());
    json.add("mime_type", publication.mimeType());
    publication.expiration().ifPresent(value -> json.add("expiration", value.toMillis()));
    for (TextField field : TextField.values()) {
      publication.text(field).ifPresent(value -> json.add(field.fieldName(), value));
    }
    publication.extPubTime().ifPresent(value -> json.add("ext_pub_time", wireTime(value)));
    publication.hasGd().ifPresent(value -> json.add("has_gd", value));
    publication.msgId().ifPresent(value -> json.add("msg_id", value.toString()));
    if (!publication.deliverAfter().isZero()) {
      json.add("deliver_after", publication.deliverAfter().toMillis());
    }
    addKeys(json, "deliver_to", publication.deliverTo());
    addKeys(json, "reply_to", publication.replyTo());
    if (!publication.attributes().isEmpty()) {
      json.add("attributes", Json.createObjectBuilder(Map.copyOf(publication.attributes())));
    }
    return json;
  }

  /** The options of a publication whose data is the body itself. */
  static String[] headers(Publication publication) {
    List<String> headers = new ArrayList<>();
    add(headers, "Content-Type", publication.mimeType());
    add(headers, "Tidings-Priority", Integer.toString(publication.priority()));
    publication
        .expiration()
        .ifPresent(value -> add(headers, "Tidings-Expiration", Long.toString(value.toMillis())));
    publication.correlId().ifPresent(value -> add(headers, "Tidings-Correl-Id", value));
    publication.hasGd().ifPresent(value -> add(headers, "Tidings-Has-Gd", value.toString()));
    publication.deliverTo().forEach(key -> add(headers, "Tidings-Deliver-To", key.value()));
    return headers.toArray(String[]::new);
  }

  private static void add(List<String> headers, String name, String value) {
    headers.add(name);
    headers.add(value);
  }

  private static JsonValue data(Content content) {
    if (content.form() == Content.Form.TEXT) {
      return Json.createValue(content.asString());
    }
    try (JsonReader reader = Json.createReader(new StringReader(content.asString()))) {
      return reader.readValue();
    }
  }

  private static void addKeys(JsonObjectBuilder json, String name, List<SubscriptionKey> keys) {
    if (!keys.isEmpty()) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      keys.forEach(key -> array.add(key.value()));
      json.add(name, array);
    }
  }

  private static String wireTime(Instant time) {
    return time.toString();
  }
}
