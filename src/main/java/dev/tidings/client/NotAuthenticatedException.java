package dev.tidings.client;

/** The credentials are wrong, or their endpoint is not active. */
public class NotAuthenticatedException extends ProblemException {
  private static final long serialVersionUID = 1;

  NotAuthenticatedException(Problem problem) {
    super(problem);
  }
}
