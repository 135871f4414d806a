package dev.tidings.client;

/** The JSON library could not write an object, or not read the data of a message as a type. */
public class PayloadException extends TidingsClientException {
  private static final long serialVersionUID = 1;

  PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
