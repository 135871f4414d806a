package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointSettings;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.util.ArrayList;
import java.util.List;

/** What the settings of an endpoint must keep; its author hears all that they break at once. */
final class EndpointRules {
  static final int MAX_LENGTH = 200;

  private static final int MIN_PASSWORD_LENGTH = 8;
  // Without these two, Persian and several Indic scripts cannot be written.
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private final List<Violation> violations = new ArrayList<>();

  private EndpointRules() {}

  /**
   * @param hasPassword whether a password is stored that the settings may keep
   * @throws TidingsException INVALID_INPUT with every rule that is broken
   */
  static void require(EndpointSettings settings, boolean hasPassword) {
    EndpointRules rules = new EndpointRules();
    rules.checkIdentity(settings);
    rules.checkCredentials(settings, hasPassword);
    rules.checkPatterns(settings.patterns());
    if (!rules.violations.isEmpty()) {
      throw TidingsException.invalid(rules.violations);
    }
  }

  private void checkIdentity(EndpointSettings settings) {
    String name = settings.name();
    check(
        "name",
        name != null && !name.isBlank() && isShortAndPrintable(name),
        "must have 1 to 200 printable characters");
    check("type", settings.type() != null, "is required");
    check("role", settings.role() != null, "is required");
  }

  private void checkCredentials(EndpointSettings settings, boolean hasPassword) {
    String username = settings.username();
    String password = settings.password();
    check(
        "username",
        username != null && isUsername(username),
        "must have at most 200 printable characters, none of them a colon, or be empty");
    check(
        "password",
        password != null && (password.isEmpty() || isPassword(password)),
        "must have 8 to 200 characters, none of them a control character");
    if (username != null && password != null) {
      checkTogether(!username.isEmpty(), !password.isEmpty(), hasPassword);
    }
  }

  private void checkTogether(boolean namesUser, boolean bringsPassword, boolean hasPassword) {
    check("username", namesUser || !bringsPassword, "is required with a password");
    check("password", !namesUser || bringsPassword || hasPassword, "is required with a username");
  }

  private void checkPatterns(List<String> patterns) {
    check(
        "patterns",
        patterns.size() <= EndpointSettings.MAX_PATTERNS,
        "must have at most 200 lines");
    for (int i = 0; i < patterns.size(); i++) {
      String field = "patterns[" + i + "]";
      TopicPermission.ruleBrokenBy(patterns.get(i)).ifPresent(rule -> check(field, false, rule));
    }
  }

  private void check(String field, boolean isKept, String rule) {
    if (!isKept) {
      violations.add(new Violation(field, rule));
    }
  }

  /** Basic authentication parts the username from the password with a colon. */
  private static boolean isUsername(String value) {
    boolean isBlankButGiven = value.isBlank() && !value.isEmpty();
    return !isBlankButGiven && isShortAndPrintable(value) && value.indexOf(':') < 0;
  }

  private static boolean isPassword(String value) {
    return value.length() >= MIN_PASSWORD_LENGTH && isShortAndPrintable(value);
  }

  private static boolean isShortAndPrintable(String value) {
    return value.length() <= MAX_LENGTH && value.codePoints().allMatch(EndpointRules::isPrintable);
  }

  /** Not what splits log lines, turns the direction of writing, or is half a character. */
  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }
}
