package dev.tidings.platform.failure;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.jdbc.DatabaseClosedException;
import dev.tidings.platform.database.jdbc.SqlErrors;
import dev.tidings.platform.database.jdbc.UnknownOutcomeException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Finds a failure of the database behind what containers and Hibernate make of it. */
public final class DatabaseFailures {
  private static final Set<ErrorType> UNAVAILABLE =
      Set.of(ErrorType.UNAVAILABLE, ErrorType.OUTCOME_UNKNOWN);

  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  private DatabaseFailures() {}

  /**
   * What the caller is told if the database was the reason, and the reason passes. Empty otherwise.
   */
  public static Optional<TidingsException> behind(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      Optional<TidingsException> meaning = meaning(cause, thrown);
      if (meaning.isPresent()) {
        return meaning;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<TidingsException> meaning(Throwable cause, Throwable thrown) {
    if (cause instanceof UnknownOutcomeException) {
      return Optional.of(SqlErrors.unknownOutcome(thrown));
    }
    if (cause instanceof DatabaseClosedException closed) {
      return Optional.of(SqlErrors.unavailable(closed.getMessage(), thrown));
    }
    return cause instanceof SQLException failure
        ? SqlErrors.passing(failure, thrown)
        : Optional.empty();
  }

  /**
   * Whether the reason is that the database is away or full, of which the log has one line already.
   */
  public static boolean isKnown(Throwable thrown) {
    return (thrown instanceof TidingsException failure && UNAVAILABLE.contains(failure.type()))
        || behind(thrown).isPresent();
  }
}
