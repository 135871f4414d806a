package dev.tidings.config;

/** Why the application cannot start: what, where, and what to do about it, on one line. */
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
