package dev.tidings.api;

import java.io.Serializable;
import java.util.Optional;

/**
 * Whether something is allowed.
 *
 * @param line the line of the endpoint's patterns that matches the topic's name; empty when none
 *     does, or none was looked for
 * @param lineNumber its place among the lines, from 1 on; 0 without one
 */
public record AccessDecision(AccessReason reason, String line, int lineNumber)
    implements Serializable {

  /** One that no line decided. */
  public static AccessDecision refused(AccessReason reason) {
    return new AccessDecision(reason, "", 0);
  }

  public boolean isAllowed() {
    return reason == AccessReason.PATTERN;
  }

  /** The same line, and something else that forbids it all the same; empty changes nothing. */
  public AccessDecision unless(Optional<AccessReason> objection) {
    return isAllowed() && objection.isPresent()
        ? new AccessDecision(objection.get(), line, lineNumber)
        : this;
  }
}
