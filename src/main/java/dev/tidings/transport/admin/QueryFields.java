package dev.tidings.transport.admin;

import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.TextParameters;
import dev.tidings.transport.json.Violations;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query. Whoever has asked for all of them ends with {@link #end()}. */
final class QueryFields {
  private static final int DEFAULT_LIMIT = 100;
  private static final Map<String, Boolean> TRUTHS = Map.of("true", true, "false", false);

  private final Violations violations = new Violations();
  private final Fields fields;

  private QueryFields(UriInfo uriInfo) {
    fields = Fields.ofQuery(uriInfo.getQueryParameters(), Set.of(), violations);
  }

  static QueryFields of(UriInfo uriInfo) {
    return new QueryFields(uriInfo);
  }

  String required(String field) {
    if (!fields.has(field)) {
      fields.refuse(field, "is required");
    }
    return text(field);
  }

  /** Without control characters, which not every database takes. */
  String text(String field) {
    String text = fields.text(field).orElse("");
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      fields.refuse(field, "must have no control characters");
    }
    return text;
  }

  boolean truth(String field) {
    return fields.choice(field, TRUTHS).orElse(false);
  }

  Optional<Instant> time(String field) {
    return fields.parsed(field, JsonTime::parse);
  }

  long whole(String field, long otherwise, long min, long max) {
    return fields
        .parsed(field, text -> TextParameters.whole(field, text, min, max))
        .orElse(otherwise);
  }

  <T> Optional<T> choice(String field, Map<String, T> words) {
    return fields.choice(field, words);
  }

  /** The page of a list. */
  PageRequest page() {
    return new PageRequest(
        whole("after", 0, 0, Long.MAX_VALUE),
        (int) whole("limit", DEFAULT_LIMIT, 1, PageRequest.MAX_LIMIT),
        text("name"));
  }

  /**
   * Refuses what nobody has asked for.
   *
   * @throws TidingsException with everything that is wrong
   */
  void end() {
    fields.refuseOthers();
    violations.throwIfAny();
  }
}
