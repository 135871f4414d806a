package dev.tidings.platform.logging;

import java.util.Arrays;

/**
 * A failure as the log shows it. Messages of exceptions may quote what clients sent, and a line
 * break in one would let clients write lines of their own.
 */
final class LoggedFailure extends Throwable {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_MESSAGE = 2_000;

  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  private LoggedFailure(String text, Throwable cause, StackTraceElement[] trace) {
    super(text, cause, true, true);
    setStackTrace(trace);
  }

  /** The failure itself if there is nothing to hide in it, else a copy. */
  static Throwable of(Throwable failure) {
    return isPlain(failure, 0) ? failure : copy(failure, 0);
  }

  private static boolean isPlain(Throwable failure, int depth) {
    if (failure == null) {
      return true;
    }
    return depth < MAX_CAUSES
        && text(failure).equals(String.valueOf(failure))
        && isPlain(failure.getCause(), depth + 1)
        && Arrays.stream(failure.getSuppressed()).allMatch(one -> isPlain(one, depth + 1));
  }

  private static LoggedFailure copy(Throwable failure, int depth) {
    Throwable cause = failure.getCause();
    boolean isDeep = depth == MAX_CAUSES;
    LoggedFailure copy =
        new LoggedFailure(
            text(failure),
            cause == null || isDeep ? null : copy(cause, depth + 1),
            failure.getStackTrace());
    if (!isDeep) {
      for (Throwable one : failure.getSuppressed()) {
        copy.addSuppressed(copy(one, depth + 1));
      }
    }
    return copy;
  }

  private static String text(Throwable failure) {
    return LogText.plain(failure, LONGEST_MESSAGE);
  }

  /** The message is the text of the original, which begins with its class. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return getMessage();
  }
}
