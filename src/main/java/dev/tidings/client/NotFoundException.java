package dev.tidings.client;

/** There is no such thing. */
public class NotFoundException extends ProblemException {
  private static final long serialVersionUID = 1;

  NotFoundException(Problem problem) {
    super(problem);
  }
}
