package dev.tidings.transport.json;

import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Durations as they stand on the wire where people write them: {@code PT30S}, by ISO 8601. */
final class JsonDuration {
  /** Digits are bounded, so that none of them is too many for a duration. */
  private static final Pattern FORM =
      Pattern.compile(
          "P(?=[0-9T])([0-9]{1,9}D)?"
              + "(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?");

  private JsonDuration() {}

  /**
   * Reads a duration; what is finer than a millisecond is cut off.
   *
   * @throws TidingsException when it is none
   */
  static Duration parse(String text) {
    if (FORM.matcher(text).matches()) {
      try {
        return Duration.parse(text).truncatedTo(ChronoUnit.MILLIS);
      } catch (DateTimeParseException e) {
        // The same answer as for what does not even look like one.
      }
    }
    throw TidingsException.invalid(
        "duration", "must be a duration in the form of ISO 8601, such as PT30S");
  }
}
