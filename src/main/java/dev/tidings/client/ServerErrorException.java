package dev.tidings.client;

/** Something failed inside the node; its log says what, under {@link #incident}. */
public class ServerErrorException extends ProblemException {
  private static final long serialVersionUID = 1;

  ServerErrorException(Problem problem) {
    super(problem);
  }
}
