package dev.tidings.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The node answered with a problem. Nothing has changed, unless it is an {@link
 * OutcomeUnknownException}.
 */
public class ProblemException extends TidingsClientException {
  private static final long serialVersionUID = 1;

  private final Problem problem;

  ProblemException(Problem problem) {
    super(problem.toString(), null);
    this.problem = problem;
  }

  /** Everything that the node says about it. */
  public Problem problem() {
    return problem;
  }

  /** A path on the node, where a page explains the error. */
  public String type() {
    return problem.getType();
  }

  public int status() {
    return problem.getStatus();
  }

  /** The stable code, such as {@code queue-full}. */
  public String code() {
    return problem.getCode();
  }

  /** What went wrong this time, to what, and what to do. */
  public String detail() {
    return problem.getDetail();
  }

  /** Every invalid field. */
  public List<FieldError> errors() {
    return problem.getErrors() == null ? List.of() : List.copyOf(problem.getErrors());
  }

  /** How long to wait before the same call may succeed; empty when waiting does not help. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(problem.getRetryAfterMs()).map(Duration::ofMillis);
  }

  /** The entry in the log of the node. */
  public Optional<String> incident() {
    return Optional.ofNullable(problem.getIncident());
  }

  public Optional<String> traceId() {
    return Optional.ofNullable(problem.getTraceId());
  }
}
