package dev.tidings.transport.zato;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.JsonTree;
import dev.tidings.transport.json.JsonTreeReader;
import dev.tidings.transport.json.TextParameters;
import dev.tidings.transport.json.Violations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of a request in the protocols of Zato, whatever its Content-Type says. Their clients
 * send more than we know, and null or an empty string for what they have no value for.
 */
public final class ZatoRequest {
  private final Map<String, JsonTree> fields;

  private ZatoRequest(Map<String, JsonTree> fields) {
    this.fields = fields;
  }

  /**
   * Reads a body; an empty one has no fields.
   *
   * @throws TidingsException when there is one that is no JSON object
   */
  public static ZatoRequest of(byte[] body) {
    if (body.length == 0) {
      return new ZatoRequest(Map.of());
    }
    Violations violations = new Violations();
    Map<String, JsonTree> fields = JsonTreeReader.object(body, violations);
    violations.throwIfAny();
    return new ZatoRequest(fields);
  }

  public Optional<JsonTree> value(String name) {
    return Optional.ofNullable(fields.get(name)).filter(jsonTree -> !isEmpty(jsonTree));
  }

  public Optional<String> text(String name) {
    return value(name).map(jsonTree -> textOf(name, jsonTree));
  }

  /** A whole number, also as a string; the range is for the caller to check. */
  public Optional<Long> whole(String name) {
    return text(name)
        .map(text -> TextParameters.whole(name, text, -999_999_999_999_999L, 999_999_999_999_999L));
  }

  public Optional<Boolean> truth(String name) {
    return value(name)
        .map(
            jsonTree ->
                jsonTree instanceof JsonTree.Truth truth
                    ? truth.value()
                    : TextParameters.truth(textOf(name, jsonTree)));
  }

  /** A list of strings. */
  public Optional<List<String>> texts(String name) {
    return value(name).map(jsonTree -> textsOf(name, jsonTree));
  }

  private static List<String> textsOf(String name, JsonTree jsonTree) {
    if (jsonTree instanceof JsonTree.Items items) {
      return items.values().stream().map(item -> textOf(name, item)).toList();
    }
    throw refuse("Field `" + name + "` must be a list");
  }

  private static String textOf(String name, JsonTree jsonTree) {
    if (jsonTree instanceof JsonTree.Text text) {
      return text.value();
    } else if (jsonTree instanceof JsonTree.Numeral numeral) {
      return numeral.literal();
    }
    throw refuse("Field `" + name + "` must be a string or a number");
  }

  private static boolean isEmpty(JsonTree jsonTree) {
    return jsonTree instanceof JsonTree.Nothing
        || (jsonTree instanceof JsonTree.Text text && text.value().isEmpty())
        || (jsonTree instanceof JsonTree.Verbatim verbatim
            && verbatim.json().length() == "{}".length());
  }

  /** A refusal whose text is part of this API. */
  public static TidingsException refuse(String details) {
    return new TidingsException(ErrorType.INVALID_INPUT, details);
  }
}
