package dev.tidings.client;

/** A response that is not one of Tidings; another server may listen at the address. */
public class UnexpectedResponseException extends TidingsClientException {
  private static final long serialVersionUID = 1;

  UnexpectedResponseException(String message, Throwable cause) {
    super(message, cause);
  }
}
