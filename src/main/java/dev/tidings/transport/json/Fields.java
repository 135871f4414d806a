package dev.tidings.transport.json;

import dev.tidings.api.TidingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The fields of one JSON object, asked for one by one. A field that is there with the wrong type is
 * noted as a violation and then counts as absent; {@code null} is a wrong type.
 */
public final class Fields {
  private final Map<String, JsonTree> members;
  private final String prefix;
  private final Violations violations;
  private final TreeSet<String> known = new TreeSet<>();

  private Fields(Map<String, JsonTree> members, String prefix, Violations violations) {
    this.members = members;
    this.prefix = prefix;
    this.violations = violations;
  }

  /** The fields of a body that must be an object. */
  public static Fields of(byte[] body, Violations violations) {
    return new Fields(JsonTreeReader.object(body, violations), "", violations);
  }

  /** The fields of a body that may also be missing altogether. */
  public static Fields ofOptional(byte[] body, Violations violations) {
    return body.length == 0 ? new Fields(Map.of(), "", violations) : of(body, violations);
  }

  /**
   * The parameters of a query as fields.
   *
   * @param lists those that may be there more than once, which are read as lists
   */
  public static Fields ofQuery(
      Map<String, List<String>> query, Set<String> lists, Violations violations) {
    Map<String, JsonTree> members = new LinkedHashMap<>();
    query.forEach(
        (name, values) -> {
          List<JsonTree> texts = values.stream().<JsonTree>map(JsonTree.Text::new).toList();
          if (!lists.contains(name) && texts.size() > 1) {
            violations.add(JsonPath.shorten(name), "must not be there twice");
          }
          members.put(name, lists.contains(name) ? new JsonTree.Items(texts) : texts.get(0));
        });
    return new Fields(members, "", violations);
  }

  /** The fields of an object inside a body; its name is the prefix of theirs. */
  Fields inside(String field, Map<String, JsonTree> inner) {
    return inside(field, inner, violations);
  }

  /** The same, with violations of its own. */
  Fields inside(String field, Map<String, JsonTree> inner, Violations own) {
    return new Fields(inner, prefix + field + ".", own);
  }

  public boolean has(String field) {
    return members.containsKey(field);
  }

  public Optional<JsonTree> value(String field) {
    known.add(field);
    return Optional.ofNullable(members.get(field));
  }

  public Optional<String> text(String field) {
    return convert(field, "must be a string", Fields::textOf);
  }

  /** A whole number, written without fraction and exponent. */
  public OptionalLong whole(String field, long min, long max) {
    String rule = "must be a whole number from " + min + " to " + max;
    Optional<Long> number = convert(field, rule, jsonTree -> wholeOf(jsonTree, min, max));
    return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  public Optional<Boolean> truth(String field) {
    return convert(
        field,
        "must be true or false",
        jsonTree ->
            jsonTree instanceof JsonTree.Truth truth
                ? Optional.of(truth.value())
                : Optional.empty());
  }

  /** One of the words, which are the keys of the map. */
  public <T> Optional<T> choice(String field, Map<String, T> words) {
    String rule = "must be one of " + String.join(", ", new TreeSet<>(words.keySet()));
    return convert(field, rule, jsonTree -> textOf(jsonTree).map(words::get));
  }

  /** What {@code reader} makes of a string; what it throws is noted under the field. */
  public <T> Optional<T> parsed(String field, Function<String, T> reader) {
    return text(field).flatMap(text -> parse(field, text, reader));
  }

  /** A list of strings, each read as {@link #parsed} does. */
  public <T> Optional<List<T>> list(String field, int max, Function<String, T> reader) {
    String rule = "must be a list of at most " + max + " strings";
    return convert(field, rule, jsonTree -> itemsOf(jsonTree, max))
        .map(all -> parseAll(field, all, reader));
  }

  /** An object of strings. */
  public Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    convert(field, "must be an object of strings", Fields::membersOf)
        .ifPresent(
            inner -> inner.forEach((name, jsonTree) -> addText(field, name, jsonTree, texts)));
    return texts;
  }

  /** Notes a rule that this field breaks. */
  public void refuse(String field, String rule) {
    violations.add(prefix + field, rule);
  }

  /** What the maker makes; if it objects to fields, that is noted and the other counts. */
  <T> T made(Supplier<T> maker, T otherwise) {
    try {
      return maker.get();
    } catch (TidingsException e) {
      refuse(e);
      return otherwise;
    }
  }

  /** Takes over violations that name fields of this object. */
  void refuse(TidingsException exception) {
    violations.addAll(prefix, exception.violations());
  }

  /** Notes every field that nobody has asked for. */
  public void refuseOthers() {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        refuse(JsonPath.shorten(name), "is unknown here; known are " + String.join(", ", known));
      }
    }
  }

  private <T> Optional<T> convert(
      String field, String rule, Function<JsonTree, Optional<T>> conversion) {
    return value(field)
        .flatMap(
            jsonTree -> {
              Optional<T> converted = conversion.apply(jsonTree);
              if (converted.isEmpty()) {
                refuse(field, rule);
              }
              return converted;
            });
  }

  private <T> Optional<T> parse(String field, String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (TidingsException e) {
      e.violations().forEach(violation -> refuse(field, violation.rule()));
      return Optional.empty();
    }
  }

  private <T> List<T> parseAll(String field, List<JsonTree> items, Function<String, T> reader) {
    List<T> parsed = new ArrayList<>();
    for (int at = 0; at < items.size(); at++) {
      String place = field + "[" + at + "]";
      Optional<String> text = textOf(items.get(at));
      if (text.isEmpty()) {
        refuse(place, "must be a string");
      }
      text.flatMap(value -> parse(place, value, reader)).ifPresent(parsed::add);
    }
    return parsed;
  }

  private void addText(String field, String name, JsonTree jsonTree, Map<String, String> texts) {
    Optional<String> text = textOf(jsonTree);
    text.ifPresentOrElse(
        value -> texts.put(name, value),
        () -> refuse(field + "." + JsonPath.shorten(name), "must be a string"));
  }

  private static Optional<String> textOf(JsonTree jsonTree) {
    return jsonTree instanceof JsonTree.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  private static Optional<Map<String, JsonTree>> membersOf(JsonTree jsonTree) {
    return jsonTree instanceof JsonTree.Members members
        ? Optional.of(members.values())
        : Optional.empty();
  }

  private static Optional<List<JsonTree>> itemsOf(JsonTree jsonTree, int max) {
    return jsonTree instanceof JsonTree.Items items && items.values().size() <= max
        ? Optional.of(items.values())
        : Optional.empty();
  }

  private static Optional<Long> wholeOf(JsonTree jsonTree, long min, long max) {
    return jsonTree instanceof JsonTree.Numeral numeral && TextParameters.isWhole(numeral.literal())
        ? Optional.of(Long.parseLong(numeral.literal())).filter(n -> n >= min && n <= max)
        : Optional.empty();
  }
}
