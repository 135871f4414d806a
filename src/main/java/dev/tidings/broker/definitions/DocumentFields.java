package dev.tidings.broker.definitions;

import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of an object of a document. What is wrong is collected, with the field and its line.
 */
final class DocumentFields {
  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");

  /** Nobody reads more of them, and each holds on to its text. */
  private static final int MOST_VIOLATIONS = 100;

  private final String path;
  private final DocumentNode.Members object;
  private final List<Violation> violations;
  private final TreeSet<String> known = new TreeSet<>();

  private DocumentFields(String path, DocumentNode.Members object, List<Violation> violations) {
    this.path = path;
    this.object = object;
    this.violations = violations;
  }

  /** Of a whole document. */
  static DocumentFields of(DocumentNode document) {
    if (document instanceof DocumentNode.Members object) {
      return new DocumentFields("", object, new ArrayList<>());
    }
    throw DocumentParser.invalid("document", document.line(), "must be an object");
  }

  /** Such as {@code topics[2]}. */
  String path() {
    return path;
  }

  int line() {
    return object.line();
  }

  private Optional<DocumentNode> node(String field) {
    known.add(field);
    return Optional.ofNullable(object.members().get(field));
  }

  /** Does something with each object of a list. */
  void each(String field, Consumer<DocumentFields> action) {
    Optional<DocumentNode> node = node(field);
    if (node.isEmpty()) {
      return;
    }
    if (!(node.get() instanceof DocumentNode.Items list)) {
      refuse(field, node.get(), "must be a list");
      return;
    }
    for (int at = 0; at < list.items().size(); at++) {
      String place = field + "[" + at + "]";
      if (list.items().get(at) instanceof DocumentNode.Members one) {
        DocumentFields fields = new DocumentFields(place, one, violations);
        action.accept(fields);
        fields.refuseOthers();
      } else {
        refuse(place, list.items().get(at), "must be an object");
      }
    }
  }

  boolean has(String field) {
    return object.members().containsKey(field);
  }

  Optional<String> text(String field) {
    return convert(
        field,
        "must be a text without control characters",
        scalar ->
            scalar.isNull() || scalar.text().codePoints().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of(scalar.text()));
  }

  /** As {@link #text}, and refused if it is not there. */
  String required(String field) {
    if (!has(field)) {
      refuse(field, object, "is required");
    }
    return text(field).orElse("");
  }

  Optional<Boolean> truth(String field) {
    return convert(
        field,
        "must be true or false",
        scalar ->
            scalar.isPlain() && (scalar.text().equals("true") || scalar.text().equals("false"))
                ? Optional.of(Boolean.valueOf(scalar.text()))
                : Optional.empty());
  }

  OptionalLong whole(String field, long min, long max) {
    Optional<Long> number =
        convert(
            field,
            "must be a whole number from %d to %d".formatted(min, max),
            scalar -> wholeOf(scalar, min, max));
    return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private static Optional<Long> wholeOf(DocumentNode.Scalar scalar, long min, long max) {
    return scalar.isPlain() && WHOLE.matcher(scalar.text()).matches()
        ? Optional.of(Long.parseLong(scalar.text())).filter(it -> it >= min && it <= max)
        : Optional.empty();
  }

  <T> Optional<T> choice(String field, Map<String, T> words) {
    return convert(
        field,
        "must be one of " + String.join(", ", new TreeSet<>(words.keySet())),
        scalar -> Optional.ofNullable(words.get(scalar.text())));
  }

  Optional<List<String>> texts(String field) {
    Optional<DocumentNode> node = node(field);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof DocumentNode.Items list)) {
      refuse(field, node.get(), "must be a list of texts");
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (int at = 0; at < list.items().size(); at++) {
      if (list.items().get(at) instanceof DocumentNode.Scalar scalar && !scalar.isNull()) {
        texts.add(scalar.text());
      } else {
        refuse(field + "[" + at + "]", list.items().get(at), "must be a text");
      }
    }
    return Optional.of(texts);
  }

  private <T> Optional<T> convert(
      String field, String rule, Function<DocumentNode.Scalar, Optional<T>> conversion) {
    Optional<DocumentNode> node = node(field);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> converted =
        node.get() instanceof DocumentNode.Scalar scalar
            ? conversion.apply(scalar)
            : Optional.empty();
    if (converted.isEmpty()) {
      refuse(field, node.get(), rule);
    }
    return converted;
  }

  /** Notes what a rule of the contract says against this object. */
  void refuse(TidingsException exception) {
    for (Violation violation : exception.violations()) {
      DocumentNode node = object.members().getOrDefault(violation.field(), object);
      refuse(violation.field(), node, violation.rule());
    }
  }

  private void refuse(String field, DocumentNode node, String rule) {
    if (violations.size() < MOST_VIOLATIONS) {
      String full = path.isEmpty() ? field : path + "." + field;
      violations.add(new Violation(full, "%s (line %d)".formatted(rule, node.line())));
    }
  }

  void refuseOthers() {
    object
        .members()
        .forEach(
            (name, node) -> {
              if (!known.contains(name)) {
                String shortened = name.length() > 50 ? name.substring(0, 50) + "…" : name;
                refuse(shortened, node, "is unknown here; known are " + String.join(", ", known));
              }
            });
  }

  /**
   * Ends the reading of the document.
   *
   * @throws TidingsException with everything that is wrong
   */
  void end() {
    refuseOthers();
    if (!violations.isEmpty()) {
      throw TidingsException.invalid(violations);
    }
  }
}
