package dev.tidings.client;

/** What a call of the client can end with. Its subclasses say of which kind it is. */
public abstract class TidingsClientException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TidingsClientException(String message, Throwable cause) {
    super(message, cause);
  }
}
