package dev.tidings.platform.settings;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} in texts by environment variables; a doubled sign stands for itself. */
public final class EnvironmentReferences {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}|\\$\\{");

  private EnvironmentReferences() {}

  /**
   * The text with the values of the variables of this process.
   *
   * @throws IllegalArgumentException when one is not set, or its name has another form; the message
   *     says what must be true
   */
  public static String replace(String text) {
    return replace(text, System::getenv);
  }

  static String replace(String text, UnaryOperator<String> environment) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(value(found.group(), found.group(1), environment)));
  }

  private static String value(String found, String name, UnaryOperator<String> environment) {
    if (found.startsWith("$$")) {
      return "${";
    }
    if (name == null) {
      throw new IllegalArgumentException(
          "must have the name of an environment variable between ${ and }");
    }
    String value = environment.apply(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "must name environment variables that are set; %s is not".formatted(name));
    }
    return value;
  }
}
