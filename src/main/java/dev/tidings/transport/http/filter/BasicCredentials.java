package dev.tidings.transport.http.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;

/** What a client sends in the header Authorization (RFC 7617, in UTF-8). */
record BasicCredentials(String username, String password) {
  private static final String SCHEME = "basic ";

  /**
   * Reads the values of the header.
   *
   * @throws TidingsException {@link ErrorType#NOT_AUTHENTICATED} unless there is exactly one and it
   *     holds a name and a password
   */
  static BasicCredentials of(List<String> values) {
    if (values.size() != 1) {
      throw refuse("must be there exactly once");
    }
    String value = values.get(0);
    if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refuse("must have the scheme Basic");
    }
    String pair = decode(value.substring(SCHEME.length()).strip());
    int colon = pair.indexOf(':');
    if (colon < 0 || pair.chars().anyMatch(Character::isISOControl)) {
      throw refuse("must hold name:password without control characters");
    }
    return new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1));
  }

  private static String decode(String base64) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      return UTF_8.newDecoder().decode(bytes).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw refuse("must hold name:password as UTF-8 in base64");
    }
  }

  private static TidingsException refuse(String rule) {
    return new TidingsException(
        ErrorType.NOT_AUTHENTICATED, "The header Authorization " + rule + ".");
  }

  /** Neither of them: what somebody typed as a name is often the password. */
  @Override
  public String toString() {
    return "Basic credentials";
  }
}
