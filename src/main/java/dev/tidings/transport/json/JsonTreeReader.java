package dev.tidings.transport.json;

import dev.tidings.api.TidingsException;
import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Reads one JSON value out of a body, with limits of its own: the parser belongs to the server and
 * its limits differ from version to version.
 */
public final class JsonTreeReader {
  static final int MAX_DEPTH = 64;
  static final int MAX_KEYS = 256;
  static final int MAX_NUMBER = 64;

  /** Bounds the memory that one body can take; a full batch with all its fields has fewer. */
  static final int MAX_VALUES = 100_000;

  /** What a publication passes on. As a tree it could take forty times its size. */
  public static final String PASSED_ON = "data";

  private static final JsonParserFactory PARSERS =
      JsonProvider.provider().createParserFactory(Map.of());

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
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      return new JsonTreeReader(parser, passedOn, violations).document();
    } catch (JsonParsingException e) {
      throw TidingsException.invalid("body", "must be one JSON value" + place(e.getLocation()));
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      throw TidingsException.invalid("body", "must be one JSON value");
    }
  }

  private static String decode(byte[] body) {
    return BodyReader.utf8(body)
        .filter(text -> !text.startsWith(BYTE_ORDER_MARK))
        .orElseThrow(
            () -> TidingsException.invalid("body", "must be UTF-8 without a byte order mark"));
  }

  private static String place(JsonLocation location) {
    return location == null || location.getLineNumber() < 0
        ? ""
        : "; it breaks at line %d, column %d"
            .formatted(location.getLineNumber(), location.getColumnNumber());
  }

  private JsonTree document() {
    JsonTree value = value(parser.next(), JsonPath.ROOT, 0);
    if (parser.hasNext()) {
      throw TidingsException.invalid("body", "must be one JSON value with nothing after it");
    }
    return value;
  }

  private JsonTree value(Event event, JsonPath path, int depth) {
    count(path);
    return switch (event) {
      case START_OBJECT -> members(path, deeper(path, depth));
      case START_ARRAY -> items(path, deeper(path, depth));
      case VALUE_STRING -> new JsonTree.Text(string(path));
      case VALUE_NUMBER -> new JsonTree.Numeral(number(path));
      case VALUE_TRUE -> new JsonTree.Truth(true);
      case VALUE_FALSE -> new JsonTree.Truth(false);
      case VALUE_NULL -> new JsonTree.Nothing();
      default -> throw new IllegalStateException(event.name());
    };
  }

  private JsonTree members(JsonPath path, int depth) {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      String name = key(path, members.keySet());
      JsonPath place = path.member(name);
      Event start = parser.next();
      boolean isPassedOn = name.equals(passedOn) && isComposite(start);
      JsonTree value = isPassedOn ? verbatim(start, place, depth) : value(start, place, depth);
      members.put(name, value);
    }
    return new JsonTree.Members(members);
  }

  private JsonTree items(JsonPath path, int depth) {
    List<JsonTree> items = new ArrayList<>();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      items.add(value(event, path.item(items.size()), depth));
    }
    return new JsonTree.Items(items);
  }

  private static boolean isComposite(Event event) {
    return event == Event.START_OBJECT || event == Event.START_ARRAY;
  }

  private JsonTree verbatim(Event event, JsonPath path, int depth) {
    StringBuilder json = new StringBuilder();
    copy(event, path, depth, json);
    return new JsonTree.Verbatim(json.toString());
  }

  private void copy(Event event, JsonPath path, int depth, StringBuilder json) {
    switch (event) {
      case START_OBJECT -> copyMembers(path, deeper(path, depth), json);
      case START_ARRAY -> copyItems(path, deeper(path, depth), json);
      case VALUE_STRING -> JsonOutput.quote(string(path), json);
      case VALUE_NUMBER -> json.append(number(path));
      case VALUE_TRUE -> json.append("true");
      case VALUE_FALSE -> json.append("false");
      case VALUE_NULL -> json.append("null");
      default -> throw new IllegalStateException(event.name());
    }
  }

  private void copyMembers(JsonPath path, int depth, StringBuilder json) {
    Set<String> names = new HashSet<>();
    json.append('{');
    for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
      String name = key(path, names);
      json.append(names.isEmpty() ? "" : ",");
      names.add(name);
      JsonOutput.quote(name, json);
      json.append(':');
      copy(parser.next(), path.member(name), depth, json);
    }
    json.append('}');
  }

  private void copyItems(JsonPath path, int depth, StringBuilder json) {
    json.append('[');
    int index = 0;
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      json.append(index == 0 ? "" : ",");
      copy(event, path.item(index++), depth, json);
    }
    json.append(']');
  }

  private void count(JsonPath path) {
    if (++values > MAX_VALUES) {
      throw TidingsException.invalid(path.toString(), "is one value more than the 100000 allowed");
    }
  }

  private static int deeper(JsonPath path, int depth) {
    if (depth == MAX_DEPTH) {
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
    if (JsonOutput.hasLoneSurrogate(text)) {
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
