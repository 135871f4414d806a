package dev.tidings.api;

import jakarta.ejb.ApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The one exception of the contract: what went wrong, to what, and what to do. Whoever gets it can
 * rely on nothing having been changed, unless it is of the type {@link ErrorType#OUTCOME_UNKNOWN};
 * a transaction around the call is marked for rollback.
 */
@ApplicationException(rollback = true)
public class TidingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorType type;
  private final List<Violation> violations;
  private final Duration retryAfter;

  public TidingsException(ErrorType type, String message) {
    this(type, message, List.of(), null, null);
  }

  public TidingsException(ErrorType type, String message, Throwable cause) {
    this(type, message, List.of(), null, cause);
  }

  private TidingsException(
      ErrorType type,
      String message,
      List<Violation> violations,
      Duration retryAfter,
      Throwable cause) {
    super(message, cause);
    this.type = type;
    this.violations = List.copyOf(violations);
    this.retryAfter = retryAfter;
  }

  /** The field breaks the rule. */
  public static TidingsException invalid(String field, String rule) {
    return invalid(List.of(new Violation(field, rule)));
  }

  /** At least one field breaks a rule. */
  public static TidingsException invalid(List<Violation> violations) {
    String message =
        violations.stream().map(Violation::toString).reduce((a, b) -> a + "; " + b).orElseThrow();
    return new TidingsException(ErrorType.INVALID_INPUT, message, violations, null, null);
  }

  /** The same call may succeed after {@code delay}. */
  public static TidingsException retryLater(ErrorType type, String message, Duration delay) {
    return new TidingsException(type, message, List.of(), delay, null);
  }

  public ErrorType type() {
    return type;
  }

  /** The fields at fault; empty unless the type is {@link ErrorType#INVALID_INPUT}. */
  public List<Violation> violations() {
    return violations;
  }

  /** How long to wait before the same call may succeed, when waiting helps at all. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
