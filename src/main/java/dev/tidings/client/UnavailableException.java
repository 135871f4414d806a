package dev.tidings.client;

/** The node cannot do this at the moment; the same call may succeed later. */
public class UnavailableException extends ProblemException {
  private static final long serialVersionUID = 1;

  UnavailableException(Problem problem) {
    super(problem);
  }
}
