package dev.tidings.store.endpoint;

import dev.tidings.api.TidingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is stored of a password, taken from another installation. */
public record PasswordHash(String text) {
  private static final Pattern FORM =
      Pattern.compile(
          "PBKDF2WithHmacSHA(224|256|384|512):([0-9]{4,8}):[A-Za-z0-9+/=]{16,200}:[A-Za-z0-9+/=]{16,200}");
  private static final int MOST_ITERATIONS = 10_000_000;

  /**
   * Reads one.
   *
   * @throws TidingsException for the field {@code password_hash} if it has not the form of a hash,
   *     or would take long to verify
   */
  public PasswordHash {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST_ITERATIONS) {
      throw TidingsException.invalid(
          "password_hash", "must be a hash as the definitions of another installation give it");
    }
  }

  /** Never the hash. */
  @Override
  public String toString() {
    return "password hash";
  }
}
