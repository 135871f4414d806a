package dev.tidings.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody should look at. */
public enum AlertKind {
  /** A message waits in a queue for more than ten minutes. */
  OLDEST_MESSAGE_TOO_OLD,
  /** A queue holds four fifths of what it may. */
  QUEUE_NEARLY_FULL,
  /** Messages of a queue became dead letters within the last ten minutes. */
  DEAD_LETTERS_GROWING,
  /** Messages wait in a queue, and nobody has received from it within the last minute. */
  NO_CONSUMER,
  /** The database does not answer. */
  DATABASE_UNAVAILABLE;

  /** Such as {@code no-consumer}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind with that {@link #wireName}. */
  public static Optional<AlertKind> of(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findAny();
  }
}
