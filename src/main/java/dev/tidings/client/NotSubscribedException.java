package dev.tidings.client;

/** The endpoint is not subscribed to the topic. */
public class NotSubscribedException extends NotFoundException {
  private static final long serialVersionUID = 1;

  NotSubscribedException(Problem problem) {
    super(problem);
  }
}
