package dev.tidings.platform.settings;

/** Why the application cannot start: what, where, and what to do about it, on one line. */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StartFailure(String message) {
    super(message);
  }

  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
