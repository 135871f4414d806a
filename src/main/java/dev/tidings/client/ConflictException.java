package dev.tidings.client;

/** The state of the topic, the subscription or an object does not allow it. */
public class ConflictException extends ProblemException {
  private static final long serialVersionUID = 1;

  ConflictException(Problem problem) {
    super(problem);
  }
}
