package dev.tidings.client;

/**
 * The node does not know whether it stored what was published. The same call with the same
 * idempotency key finds out.
 */
public class OutcomeUnknownException extends UnavailableException {
  private static final long serialVersionUID = 1;

  OutcomeUnknownException(Problem problem) {
    super(problem);
  }
}
