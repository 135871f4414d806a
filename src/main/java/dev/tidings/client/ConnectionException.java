package dev.tidings.client;

/**
 * There was no response, also not when the call was repeated: the node cannot be reached, or the
 * connection was lost, or the response did not come in time. In the last two cases the node may
 * have done what the call asked for; the same call with the same idempotency key finds out.
 */
public class ConnectionException extends TidingsClientException {
  private static final long serialVersionUID = 1;

  ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
