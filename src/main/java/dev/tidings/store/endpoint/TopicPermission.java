package dev.tidings.store.endpoint;

import dev.tidings.api.TidingsException;
import java.util.Optional;

/** One line of an endpoint's permissions, such as {@code pub=/orders/*}. */
public final class TopicPermission {
  /** Characters of a whole line; the schema has the same limit. */
  public static final int MAX_LENGTH = 210;

  /** What a line allows. */
  public enum Action {
    PUBLISH("pub="),
    RECEIVE("sub=");

    private final String prefix;

    Action(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final int PREFIX_LENGTH = 4;

  private final String text;
  private final Action action;
  private final TopicPattern pattern;

  private TopicPermission(String text, Action action, TopicPattern pattern) {
    this.text = text;
    this.action = action;
    this.pattern = pattern;
  }

  /**
   * Compiles a line.
   *
   * @throws TidingsException INVALID_INPUT if {@link #ruleBrokenBy} names a rule
   */
  public static TopicPermission of(String line) {
    ruleBrokenBy(line)
        .ifPresent(
            rule -> {
              throw TidingsException.invalid("patterns", rule);
            });
    return new TopicPermission(
        line, actionOf(line).orElseThrow(), TopicPattern.of(line.substring(PREFIX_LENGTH)));
  }

  /** The first rule that the line breaks, if any. */
  static Optional<String> ruleBrokenBy(String line) {
    return actionOf(line).isEmpty()
        ? Optional.of("must begin with pub= or sub=")
        : TopicPattern.ruleBrokenBy(line.substring(PREFIX_LENGTH));
  }

  /** Whether the line allows to do that with topics of that name. */
  boolean allows(Action wanted, String topicName) {
    return action == wanted && pattern.matches(topicName);
  }

  /** The line as it was given. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }

  private static Optional<Action> actionOf(String line) {
    for (Action action : Action.values()) {
      if (line.startsWith(action.prefix)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
