package dev.tidings.platform.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of all settings, and suggestions for unknown names. */
final class SettingNames {
  private static final String KEY_PREFIX = "tidings.";
  private static final String VARIABLE_PREFIX = "TIDINGS_";

  /** Kubernetes sets these in every container when a service is called tidings. */
  private static final Pattern SERVICE_VARIABLE =
      Pattern.compile("TIDINGS_(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_\\d+_.*)");

  private SettingNames() {}

  static boolean isUnknownKey(String name) {
    return name.startsWith(KEY_PREFIX) && keys().noneMatch(name::equals);
  }

  static boolean isUnknownVariable(String name) {
    return name.startsWith(VARIABLE_PREFIX)
        && variables().noneMatch(name::equals)
        && !SERVICE_VARIABLE.matcher(name).matches();
  }

  /** The environment variable that stands for the key. */
  static String variable(String key) {
    return key.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** One sentence about an unknown name. */
  static String objection(String name) {
    Stream<String> candidates = name.startsWith(VARIABLE_PREFIX) ? variables() : keys();
    String advice =
        closest(name, candidates)
            .map(known -> "did you mean %s?".formatted(known))
            .orElse("remove it, or see the documentation for the names there are.");
    return "Unknown setting %s: %s".formatted(name, advice);
  }

  private static Stream<String> keys() {
    return Arrays.stream(Setting.values()).map(Setting::key);
  }

  private static Stream<String> variables() {
    return keys().map(SettingNames::variable);
  }

  private static Optional<String> closest(String name, Stream<String> candidates) {
    Function<String, Integer> distance = candidate -> distance(name, candidate);
    return candidates
        .min(Comparator.comparing(distance))
        .filter(candidate -> distance(name, candidate) <= candidate.length() / 3);
  }

  /** How many letters have to be put in, taken out or changed to get from one to the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, column -> column);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
