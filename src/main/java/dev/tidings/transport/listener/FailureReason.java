package dev.tidings.transport.listener;

import dev.tidings.api.Rejection;
import jakarta.ejb.EJBException;
import jakarta.transaction.RollbackException;

/** Why a call failed, as the reason of a rejection. */
final class FailureReason {
  private FailureReason() {}

  /** The message of what the method threw, or its type if it has none; on one line. */
  static String of(Throwable failure) {
    Throwable cause = unwrapped(failure);
    String message = cause.getMessage();
    return plain(message == null || message.isBlank() ? cause.getClass().getName() : message);
  }

  /** Containers wrap what beans throw, and what a commit fails for. */
  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof EJBException || cause instanceof RollbackException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** What a reason may hold: no control characters, no halves of characters. */
  private static String plain(String message) {
    StringBuilder text = new StringBuilder();
    message
        .codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .takeWhile(c -> text.length() + Character.charCount(c) <= Rejection.MAX_REASON_LENGTH)
        .forEachOrdered(text::appendCodePoint);
    return text.toString();
  }
}
