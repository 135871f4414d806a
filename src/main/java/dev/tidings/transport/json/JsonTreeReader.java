package dev.tidings.transport.json;

import dev.tidings.api.TidingsException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Reads one JSON value out of a body, with limits whose errors name the field. */
public final class JsonTreeReader {
  static final int MAX_KEYS = 256;
  static final int MAX_NUMBER = 64;

  /** Bounds the memory that one body can take; a full batch with all its fields has fewer. */
  static final int MAX_VALUES = 100_000;

  /** What a publication passes on. As a tree it could take forty times its size. */
  public static final String PASSED_ON = "data";

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final JsonParser parser;
  private final String passedOn;
  private final Violations violations;
  private int values;

  private JsonTreeReader(JsonParser parser, String passedOn, Violations violations) {
    this.parser = parser;
    this.passedOn = passedOn;
    this.violations = violations;
  }

  /**
   * Reads a body that must be one JSON object. Objects and arrays in fields called {@code data}
   * come as {@link JsonTree.Verbatim}.
   *
   * @param violations gets what is wrong with single fields
   * @throws TidingsException with the place, when there is no way to read on
   */
  public static Map<String, JsonTree> object(byte[] body, Violations violations) {
    return object(decode(body), PASSED_ON, violations);
  }

  /**
   * As {@link #object(byte[], Violations)}, of a text.
   *
   * @param passedOn the name of the fields whose objects and arrays come as {@link
   *     JsonTree.Verbatim}
   */
  public static Map<String, JsonTree> object(String text, String passedOn, Violations violations) {
    if (text.isBlank()) {
      throw TidingsException.invalid("body", "is empty; it must be a JSON object");
    }
    if (read(text, passedOn, violations) instanceof JsonTree.Members members) {
      return members.values();
    }
    throw TidingsException.invalid("body", "must be a JSON object");
  }

  private static JsonTree read(String text, String passedOn, Violations violations) {
    try (JsonParser parser = JsonFormat.parser(text)) {
      return new JsonTreeReader(parser, passedOn, violations).document();
    } catch (JacksonException e) {
      throw malformed(e.getLocation());
    }
  }

  private static TidingsException malformed(TokenStreamLocation location) {
    String place =
        location == null || location.getLineNr() < 0
            ? ""
            : "; it breaks at line %d, column %d"
                .formatted(location.getLineNr(), location.getColumnNr());
    return TidingsException.invalid("body", "must be one JSON value" + place);
  }

  private static String decode(byte[] body) {
    return BodyReader.utf8(body)
        .filter(text -> !text.startsWith(BYTE_ORDER_MARK))
        .orElseThrow(
            () -> TidingsException.invalid("body", "must be UTF-8 without a byte order mark"));
  }

  private JsonTree document() {
    JsonTree value = value(parser.nextToken(), JsonPath.ROOT, 0);
    if (parser.nextToken() != null) {
      throw malformed(parser.currentTokenLocation());
    }
    return value;
  }

  private JsonTree value(JsonToken event, JsonPath path, int depth) {
    count(path);
    return switch (event) {
      case START_OBJECT -> members(path, deeper(path, depth));
      case START_ARRAY -> items(path, deeper(path, depth));
      case VALUE_STRING -> new JsonTree.Text(string(path));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonTree.Numeral(number(path));
      case VALUE_TRUE -> new JsonTree.Truth(true);
      case VALUE_FALSE -> new JsonTree.Truth(false);
      case VALUE_NULL -> new JsonTree.Nothing();
      default -> throw new IllegalStateException(event.name());
    };
  }

  private JsonTree members(JsonPath path, int depth) {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    for (JsonToken event = parser.nextToken();
        event != JsonToken.END_OBJECT;
        event = parser.nextToken()) {
      String name = key(path, members.keySet());
      JsonPath place = path.member(name);
      JsonToken start = parser.nextToken();
      boolean isPassedOn = name.equals(passedOn) && isComposite(start);
      JsonTree value = isPassedOn ? verbatim(start, place, depth) : value(start, place, depth);
      members.put(name, value);
    }
    return new JsonTree.Members(members);
  }

  private JsonTree items(JsonPath path, int depth) {
    List<JsonTree> items = new ArrayList<>();
    for (JsonToken event = parser.nextToken();
        event != JsonToken.END_ARRAY;
        event = parser.nextToken()) {
      items.add(value(event, path.item(items.size()), depth));
    }
    return new JsonTree.Items(items);
  }

  private static boolean isComposite(JsonToken event) {
    return event == JsonToken.START_OBJECT || event == JsonToken.START_ARRAY;
  }

  private JsonTree verbatim(JsonToken event, JsonPath path, int depth) {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = JsonFormat.generator(json)) {
      copy(event, path, depth, generator);
    }
    return new JsonTree.Verbatim(json.toString());
  }

  private void copy(JsonToken event, JsonPath path, int depth, JsonGenerator json) {
    switch (event) {
      case START_OBJECT -> copyMembers(path, deeper(path, depth), json);
      case START_ARRAY -> copyItems(path, deeper(path, depth), json);
      case VALUE_STRING -> json.writeString(string(path));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.writeNumber(number(path));
      case VALUE_TRUE -> json.writeBoolean(true);
      case VALUE_FALSE -> json.writeBoolean(false);
      case VALUE_NULL -> json.writeNull();
      default -> throw new IllegalStateException(event.name());
    }
  }

  private void copyMembers(JsonPath path, int depth, JsonGenerator json) {
    Set<String> names = new HashSet<>();
    json.writeStartObject();
    for (JsonToken event = parser.nextToken();
        event != JsonToken.END_OBJECT;
        event = parser.nextToken()) {
      String name = key(path, names);
      names.add(name);
      json.writeName(name);
      copy(parser.nextToken(), path.member(name), depth, json);
    }
    json.writeEndObject();
  }

  private void copyItems(JsonPath path, int depth, JsonGenerator json) {
    json.writeStartArray();
    int index = 0;
    for (JsonToken event = parser.nextToken();
        event != JsonToken.END_ARRAY;
        event = parser.nextToken()) {
      copy(event, path.item(index++), depth, json);
    }
    json.writeEndArray();
  }

  private void count(JsonPath path) {
    if (++values > MAX_VALUES) {
      throw TidingsException.invalid(path.toString(), "is one value more than the 100000 allowed");
    }
  }

  private static int deeper(JsonPath path, int depth) {
    if (depth == JsonFormat.MAX_DEPTH) {
      throw TidingsException.invalid(
          JsonPath.shorten(path.toString()), "must not be nested deeper than 64 levels");
    }
    return depth + 1;
  }

  private String key(JsonPath path, Set<String> names) {
    String name = parser.getString();
    if (names.size() == MAX_KEYS && !names.contains(name)) {
      throw TidingsException.invalid(path.toString(), "must not have more than 256 fields");
    }
    if (names.contains(name)) {
      violations.add(path.member(name).toString(), "must not be there twice");
    }
    return whole(name, path);
  }

  private String string(JsonPath path) {
    return whole(parser.getString(), path);
  }

  /** UTF-8 has no form for half a character, so it could not be handed out as it came. */
  private String whole(String text, JsonPath path) {
    if (Surrogates.hasLone(text)) {
      violations.add(path.toString(), "must not contain half of a surrogate pair");
    }
    return text;
  }

  private String number(JsonPath path) {
    String literal = parser.getString();
    if (literal.length() > MAX_NUMBER) {
      violations.add(path.toString(), "must have at most 64 characters as a number");
      return "0";
    }
    return literal;
  }
}
