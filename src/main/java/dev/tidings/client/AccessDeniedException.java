package dev.tidings.client;

/** The endpoint may not do that, or there is no such topic: the node does not tell which. */
public class AccessDeniedException extends ProblemException {
  private static final long serialVersionUID = 1;

  AccessDeniedException(Problem problem) {
    super(problem);
  }
}
