package dev.tidings.client;

/** The request has to change: {@link #errors} and {@link #detail} say how. */
public class InvalidRequestException extends ProblemException {
  private static final long serialVersionUID = 1;

  InvalidRequestException(Problem problem) {
    super(problem);
  }
}
