package dev.tidings.zato;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.wire.Json;
import dev.tidings.wire.JsonReader;
import dev.tidings.wire.Parameters;
import dev.tidings.wire.Violations;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON body of a request, whatever its Content-Type says. Clients of this API send more than it
 * knows, and null or an empty string for what they have no value for.
 */
final class ZatoRequest {
  private final Map<String, Json> fields;

  private ZatoRequest(Map<String, Json> fields) {
    this.fields = fields;
  }

  /**
   * Reads a body; an empty one has no fields.
   *
   * @throws TidingsException when there is one that is no JSON object
   */
  static ZatoRequest of(byte[] body) {
    if (body.length == 0) {
      return new ZatoRequest(Map.of());
    }
    Violations violations = new Violations();
    Map<String, Json> fields = JsonReader.object(body, violations);
    violations.throwIfAny();
    return new ZatoRequest(fields);
  }

  Optional<Json> value(String name) {
    return Optional.ofNullable(fields.get(name)).filter(json -> !isEmpty(json));
  }

  Optional<String> text(String name) {
    return value(name).map(json -> textOf(name, json));
  }

  /** A whole number, also as a string; the range is for the caller to check. */
  Optional<Long> whole(String name) {
    return text(name)
        .map(text -> Parameters.whole(name, text, -999_999_999_999_999L, 999_999_999_999_999L));
  }

  Optional<Boolean> truth(String name) {
    return value(name)
        .map(
            json ->
                json instanceof Json.Truth truth
                    ? truth.value()
                    : Parameters.truth(textOf(name, json)));
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
  static TidingsException refuse(String details) {
    return new TidingsException(ErrorType.INVALID_INPUT, details);
  }
}
