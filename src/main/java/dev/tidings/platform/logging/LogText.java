package dev.tidings.platform.logging;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text of others on a line of the log: it stays on that line, looks like what it is, and shows no
 * secret that can be recognized as one.
 */
final class LogText {
  static final int LONGEST_VALUE = 500;
  static final int LONGEST_SENTENCE = 8_000;

  /** Subscription keys, and passwords in addresses of databases. */
  private static final Pattern SUBSCRIPTION_KEY = Pattern.compile("zpsk\\.[\\w-]*\\.?[0-9a-fA-F]*");

  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&;\\s]*");
  private static final Pattern BARE = Pattern.compile("[^\\s\"=\\\\]+");

  private LogText() {}

  /** The line of an event. */
  static String line(LogEvent event, Object... values) {
    StringBuilder pairs = new StringBuilder();
    String sentence = event.sentence();
    List<String> keys = event.keys();
    for (int i = 0; i < keys.size(); i++) {
      Object value = i < values.length ? values[i] : "";
      if (value instanceof Optional<?> some) {
        if (some.isEmpty()) {
          continue;
        }
        value = some.get();
      }
      String place = "{" + keys.get(i) + "}";
      if (sentence.contains(place)) {
        sentence = sentence.replace(place, plain(value, LONGEST_SENTENCE));
      } else {
        pairs.append(' ').append(keys.get(i)).append('=').append(value(value));
      }
    }
    return event.code() + ' ' + sentence + pairs;
  }

  /** After a key: in quotes unless it is one word. */
  static String value(Object value) {
    String text = plain(value, LONGEST_VALUE);
    return BARE.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Without line breaks, other control characters, and characters that change how text looks. */
  static String plain(Object value, int longest) {
    String text = withoutSecrets(String.valueOf(value));
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .limit(longest)
        .forEach(
            one -> {
              if (isPlain(one)) {
                plain.appendCodePoint(one);
              } else {
                plain.append(escaped(one));
              }
            });
    return text.codePointCount(0, text.length()) > longest ? plain + "…" : plain.toString();
  }

  private static String withoutSecrets(String text) {
    String keyless = SUBSCRIPTION_KEY.matcher(text).replaceAll("zpsk.***");
    return PASSWORD.matcher(keyless).replaceAll("$1***");
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u{%x}".formatted(character);
    };
  }
}
