package dev.tidings.transport.http.proxy;

/** A trusted proxy has passed on a header that says nothing, or two that contradict each other. */
final class MalformedForwardingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * The problem.
   *
   * @param message a sentence for whoever looks after the proxy
   */
  MalformedForwardingException(String message) {
    super(message);
  }
}
