package dev.tidings.client;

/** Too many logins have failed, or wait to be checked. */
public class TooManyAttemptsException extends UnavailableException {
  private static final long serialVersionUID = 1;

  TooManyAttemptsException(Problem problem) {
    super(problem);
  }
}
