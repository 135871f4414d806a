package dev.tidings.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is wrong with some input, so that its author hears all of it at once. */
final class Rules {
  private static final int MAX_ATTRIBUTE_NAME = 100;
  private static final int MAX_ATTRIBUTE_VALUE = 2_000;
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final Pattern MIME_TYPE = Pattern.compile("[!-~]+/[!-~]+( *;[ -~]*)?");

  /** Checked at every message, so not by the pattern. */
  private static final Set<String> USUAL_TYPES =
      Set.of("text/plain", "application/json", "application/octet-stream");

  private final List<Violation> violations = new ArrayList<>();

  void check(String field, boolean isKept, String rule) {
    if (!isKept) {
      violations.add(new Violation(field, rule));
    }
  }

  /** Null is left to the caller: an absent duration has a default in some places. */
  void checkDuration(String field, Duration value, Duration max) {
    if (value != null && (value.isNegative() || value.compareTo(max) > 0)) {
      check(field, false, "must be from 0 to " + max.toMillis() + " milliseconds");
    }
  }

  void checkLease(String field, Duration value) {
    boolean isKept =
        value == null
            || (value.compareTo(ReceiveOptions.MIN_LEASE) >= 0
                && value.compareTo(ReceiveOptions.MAX_LEASE) <= 0);
    check(field, isKept, "must be from 1 second to 12 hours");
  }

  void checkText(String field, String value, int maxLength) {
    if (value != null && (value.length() > maxLength || !isPlain(value))) {
      check(field, false, "must have at most " + maxLength + " characters, no control characters");
    }
  }

  void checkTime(String field, Instant value) {
    boolean isKept = value == null || (value.isAfter(EARLIEST) && value.isBefore(LATEST));
    check(field, isKept, "must be in the years 1 to 9999");
  }

  /** It becomes a header one day, so it is one line of ASCII. */
  void checkMimeType(String field, String value) {
    boolean isKept =
        value == null
            || USUAL_TYPES.contains(value)
            || (value.length() <= Publication.MAX_ID_LENGTH && MIME_TYPE.matcher(value).matches());
    check(field, isKept, "must be type/subtype in at most 200 printable ASCII characters");
  }

  void checkId(String field, String value) {
    boolean isKept =
        value == null
            || (!value.isBlank() && value.length() <= Publication.MAX_ID_LENGTH && isPlain(value));
    check(field, isKept, "must have 1 to 200 characters, none of them a control character");
  }

  void checkAttributes(String field, Map<String, String> attributes) {
    check(field, attributes.size() <= Publication.MAX_ATTRIBUTES, "must have at most 64 entries");
    attributes.forEach(
        (name, value) -> {
          check(
              field,
              name != null
                  && !name.isBlank()
                  && name.length() <= MAX_ATTRIBUTE_NAME
                  && isPlain(name),
              "must have names of 1 to 100 characters, none of them a control character");
          check(
              field,
              value != null && value.length() <= MAX_ATTRIBUTE_VALUE && isPlain(value),
              "must have values of at most 2000 characters, none of them a control character");
        });
  }

  void throwIfBroken() {
    if (!violations.isEmpty()) {
      throw TidingsException.invalid(violations);
    }
  }

  /** No control characters, which split headers and log lines, and no halves of characters. */
  private static boolean isPlain(String value) {
    return value
        .codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
