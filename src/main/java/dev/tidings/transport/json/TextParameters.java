package dev.tidings.transport.json;

import dev.tidings.api.TidingsException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads values that come as text: in queries and headers. */
public final class TextParameters {
  /** Eighteen digits fit a long. */
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

  private TextParameters() {}

  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /**
   * A whole number.
   *
   * @throws TidingsException when it is none or out of range
   */
  public static long whole(String name, String text, long min, long max) {
    if (isWhole(text) && Long.parseLong(text) >= min && Long.parseLong(text) <= max) {
      return Long.parseLong(text);
    }
    throw TidingsException.invalid(name, "must be a whole number from " + min + " to " + max);
  }

  /**
   * One of the words, which are the keys of the map.
   *
   * @throws TidingsException when it is none of them
   */
  public static <T> T choice(String name, String text, Map<String, T> words) {
    return Optional.ofNullable(words.get(text))
        .orElseThrow(
            () ->
                TidingsException.invalid(
                    name, "must be one of " + String.join(", ", new TreeSet<>(words.keySet()))));
  }

  /**
   * Exactly {@code true} or {@code false}.
   *
   * @throws TidingsException when it is neither
   */
  public static boolean truth(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.parseBoolean(text);
    }
    throw TidingsException.invalid("value", "must be true or false");
  }
}
