package dev.tidings.client;

/** A queue behind the topic is full: its consumer does not keep up. */
public class QueueFullException extends UnavailableException {
  private static final long serialVersionUID = 1;

  QueueFullException(Problem problem) {
    super(problem);
  }
}
