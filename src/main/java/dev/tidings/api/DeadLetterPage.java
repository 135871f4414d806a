package dev.tidings.api;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Some dead letters of a queue, oldest first, and where the next ones begin. */
public final class DeadLetterPage implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<DeadLetter> deadLetters;
  private final String next;

  private DeadLetterPage(List<DeadLetter> deadLetters, String next) {
    this.deadLetters = List.copyOf(deadLetters);
    this.next = next;
  }

  public static DeadLetterPage last(List<DeadLetter> deadLetters) {
    return new DeadLetterPage(deadLetters, null);
  }

  public static DeadLetterPage of(List<DeadLetter> deadLetters, String next) {
    return new DeadLetterPage(deadLetters, next);
  }

  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** Opaque; empty on the last page. */
  public Optional<String> next() {
    return Optional.ofNullable(next);
  }
}
