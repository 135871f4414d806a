package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads the bodies of responses; fields that are not known here are skipped. */
final class ResponseJson {
  private final String text;
  private final JsonParser parser;

  private ResponseJson(String text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /** What reads a body. */
  interface Body<T> {
    T read(ResponseJson json);
  }

  /**
   * Reads a body.
   *
   * @throws tools.jackson.core.JacksonException when it is no JSON object of that kind
   */
  static <T> T read(byte[] body, Body<T> reader) {
    String text = new String(body, UTF_8);
    try (JsonParser parser = WireJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return reader.read(new ResponseJson(text, parser));
    }
  }

  /** The fields of the object that begins here; the reader gets their names, and reads or skips. */
  void object(Consumer<String> field) {
    require(JsonToken.START_OBJECT);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (parser.currentToken() != JsonToken.VALUE_NULL) {
        field.accept(name);
      }
    }
  }

  /** The array that begins here. */
  <T> List<T> list(Supplier<T> item) {
    require(JsonToken.START_ARRAY);
    List<T> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(item.get());
    }
    return items;
  }

  /** Strings, or null where the array has it. */
  List<String> texts() {
    return list(() -> parser.currentToken() == JsonToken.VALUE_NULL ? null : text());
  }

  Map<String, String> textsByName() {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name -> texts.put(name, text()));
    return texts;
  }

  String text() {
    require(JsonToken.VALUE_STRING);
    return parser.getString();
  }

  Instant time() {
    return Instant.parse(text());
  }

  int number() {
    return parser.getIntValue();
  }

  long longNumber() {
    return parser.getLongValue();
  }

  boolean truth() {
    return parser.getBooleanValue();
  }

  void skip() {
    parser.skipChildren();
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** The value that begins here, as it stands in the body. */
  String verbatim() {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    if (parser.currentToken().isScalarValue()) {
      return parser.getString();
    }
    parser.skipChildren();
    return text.substring(start, (int) parser.currentLocation().getCharOffset());
  }

  private void require(JsonToken token) {
    if (parser.currentToken() != token) {
      throw new IllegalStateException(
          "There is %s in place of %s at %s"
              .formatted(parser.currentToken(), token, parser.currentTokenLocation()));
    }
  }
}
