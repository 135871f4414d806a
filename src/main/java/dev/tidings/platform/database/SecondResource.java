package dev.tidings.platform.database;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.util.List;

/**
 * A transaction that has another resource, which cannot be committed together with the database of
 * Tidings: one of the two could be lost when the server ends between the two commits.
 */
final class SecondResource {
  static final String SENTENCE =
      "The transaction uses another data source or resource besides the one of Tidings, and the two"
          + " cannot be committed together, so it is rolled back. Have Tidings use the application's"
          + " data source (tidings.db.data-source), or publish in a transaction of its own.";

  /** What the transaction managers of Payara and of WildFly say; neither has a code for it. */
  private static final List<String> REFUSALS =
      List.of("already has 1 non-XA Resource", "ARJUNA012140", "IJ000457");

  private static final int MAX_CAUSES = 20;

  private SecondResource() {}

  /** Whether that is why there was no connection. */
  static boolean isBehind(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      String message = String.valueOf(cause.getMessage());
      if (REFUSALS.stream().anyMatch(message::contains)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  static TidingsException refused(Throwable cause) {
    return new TidingsException(ErrorType.SECOND_RESOURCE, SENTENCE, cause);
  }
}
