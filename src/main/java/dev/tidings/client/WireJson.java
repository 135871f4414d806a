package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Writes the fields of objects; what is null is left out. */
final class WireJson {
  /** The node limits the size of messages. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final JsonGenerator json;

  private WireJson(JsonGenerator json) {
    this.json = json;
  }

  /** One object, in UTF-8. */
  static byte[] object(Consumer<WireJson> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeStartObject();
      fields.accept(new WireJson(generator));
      generator.writeEndObject();
    }
    // A generator of bytes refuses half of a surrogate pair, which becomes a question mark here.
    return text.toString().getBytes(UTF_8);
  }

  /** An array of objects. */
  <T> void objects(String name, List<T> items, BiConsumer<WireJson, T> fields) {
    json.writeName(name);
    json.writeStartArray();
    for (T item : items) {
      json.writeStartObject();
      fields.accept(this, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  WireJson field(String name, String value) {
    if (value != null) {
      json.writeName(name);
      json.writeString(value);
    }
    return this;
  }

  WireJson field(String name, Number value) {
    if (value != null) {
      json.writeName(name);
      json.writeNumber(value.longValue());
    }
    return this;
  }

  WireJson field(String name, Boolean value) {
    if (value != null) {
      json.writeName(name);
      json.writeBoolean(value);
    }
    return this;
  }

  /** In the form of ISO 8601, with the zone. */
  WireJson field(String name, Instant value) {
    return field(name, value == null ? null : value.toString());
  }

  /** In the form of ISO 8601. */
  WireJson field(String name, Duration value) {
    return field(name, value == null ? null : value.toString());
  }

  WireJson field(String name, List<String> values) {
    if (values != null) {
      json.writeName(name);
      json.writeStartArray();
      values.forEach(json::writeString);
      json.writeEndArray();
    }
    return this;
  }

  WireJson field(String name, Map<String, String> values) {
    if (values != null) {
      json.writeName(name);
      json.writeStartObject();
      values.forEach(
          (key, value) -> {
            json.writeName(key);
            json.writeString(value);
          });
      json.writeEndObject();
    }
    return this;
  }

  /** A value that is JSON already. */
  WireJson verbatim(String name, String value) {
    json.writeName(name);
    json.writeRawValue(value);
    return this;
  }
}
