package dev.tidings.security;

/** What cannot be a login, and so needs no look at the database. */
final class LoginRules {
  private static final int MAX_LENGTH = 200;

  private LoginRules() {}

  /** Whether an endpoint could have these; nothing that fails can have been stored. */
  static boolean arePlausible(String username, String password) {
    return isPlausible(username) && isPlausible(password);
  }

  private static boolean isPlausible(String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.codePoints().noneMatch(LoginRules::isImpossible);
  }

  /** Half a character becomes a question mark in UTF-8, so two texts would have one hash. */
  private static boolean isImpossible(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}
