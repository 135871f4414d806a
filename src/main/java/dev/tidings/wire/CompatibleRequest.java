package dev.tidings.wire;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of a request in the protocols of Zato, whatever its Content-Type says. Their clients
 * send more than we know, and null or an empty string for what they have no value for.
 */
public final class CompatibleRequest {
  private final Map<String, Json> fields;

  private CompatibleRequest(Map<String, Json> fields) {
    this.fields = fields;
  }

  /**
   * Reads a body; an empty one has no fields.
   *
   * @throws TidingsException when there is one that is no JSON object
   */
  public static CompatibleRequest of(byte[] body) {
    if (body.length == 0) {
      return new CompatibleRequest(Map.of());
    }
    Violations violations = new Violations();
    Map<String, Json> fields = JsonReader.object(body, violations);
    violations.throwIfAny();
    return new CompatibleRequest(fields);
  }

  public Optional<Json> value(String name) {
    return Optional.ofNullable(fields.get(name)).filter(json -> !isEmpty(json));
  }

  public Optional<String> text(String name) {
    return value(name).map(json -> textOf(name, json));
  }

  /** A whole number, also as a string; the range is for the caller to check. */
  public Optional<Long> whole(String name) {
    return text(name)
        .map(text -> Parameters.whole(name, text, -999_999_999_999_999L, 999_999_999_999_999L));
  }

  public Optional<Boolean> truth(String name) {
    return value(name)
        .map(
            json ->
                json instanceof Json.Truth truth
                    ? truth.value()
                    : Parameters.truth(textOf(name, json)));
  }

  /** A list of strings. */
  public Optional<List<String>> texts(String name) {
    return value(name).map(json -> textsOf(name, json));
  }

  private static List<String> textsOf(String name, Json json) {
    if (json instanceof Json.Items items) {
      return items.values().stream().map(item -> textOf(name, item)).toList();
    }
    throw refuse("Field `" + name + "` must be a list");
  }

  private static String textOf(String name, Json json) {
    if (json instanceof Json.Text text) {
      return text.value();
    } else if (json instanceof Json.Numeral numeral) {
      return numeral.literal();
    }
    throw refuse("Field `" + name + "` must be a string or a number");
  }

  private static boolean isEmpty(Json json) {
    return json instanceof Json.Nothing
        || (json instanceof Json.Text text && text.value().isEmpty())
        || (json instanceof Json.Verbatim verbatim && verbatim.json().length() == "{}".length());
  }

  /** A refusal whose text is part of this API. */
  public static TidingsException refuse(String details) {
    return new TidingsException(ErrorType.INVALID_INPUT, details);
  }
}
