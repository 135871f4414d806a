package dev.tidings.store.topic;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;

/**
 * The name of a topic: 1 to 200 characters out of {@code A-Z a-z 0-9 . _ - : @ = ~ $ | ^ /} that
 * begin with a slash and have no empty segment. Upper and lower case differ.
 */
public final class TopicName {
  /** Characters, the first slash included. */
  public static final int MAX_LENGTH = 200;

  private static final String FIELD = "topic_name";
  private static final String SYMBOLS = "._-:@=~$|^/";
  private static final String RESERVED = "/tidings/";

  private final String value;

  private TopicName(String value) {
    this.value = value;
  }

  /**
   * Reads a name; one without the first slash gets it.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} for the field {@code topic_name}
   */
  public static TopicName of(String name) {
    return of(FIELD, name);
  }

  /** The same for a name that stands in another field of the input. */
  public static TopicName of(String field, String name) {
    require(field, name != null && !name.isEmpty(), "is required");
    String full = name.startsWith("/") ? name : "/" + name;
    require(field, full.length() <= MAX_LENGTH, "must have at most 200 characters");
    requireLegalCharacters(field, full);
    require(field, !full.endsWith("/") && !full.contains("//"), "must have no empty segment");
    return new TopicName(full);
  }

  /** Whether names and patterns may have this character. */
  public static boolean isLegal(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || SYMBOLS.indexOf(character) >= 0;
  }

  /** Whether the broker keeps it for itself: everything under {@code /tidings/}. */
  public boolean isReserved() {
    return value.startsWith(RESERVED);
  }

  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }

  private static void requireLegalCharacters(String field, String name) {
    name.codePoints()
        .filter(c -> !isLegal(c))
        .findFirst()
        .ifPresent(
            c -> {
              throw TidingsException.invalid(
                  field, "must consist of A-Z a-z 0-9 . _ - : @ = ~ $ | ^ /, not of " + show(c));
            });
  }

  /** By its number: an unprintable character would garble the message, or the log. */
  private static String show(int character) {
    String number = "U+%04X".formatted(character);
    return character > ' ' && character < 0x7f
        ? "%s (%s)".formatted(Character.toString(character), number)
        : number;
  }

  private static void require(String field, boolean isKept, String rule) {
    if (!isKept) {
      throw TidingsException.invalid(field, rule);
    }
  }
}
