package dev.tidings.platform.database.jdbc;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import java.util.Set;
import org.h2.api.ErrorCode;

/** What a failure of the database means for callers. */
public final class SqlErrors {
  private static final String NO_CONNECTION = "08";
  private static final String ROLLED_BACK = "40";
  private static final String OUT_OF_RESOURCES = "53";
  private static final String STOPPED = "57";

  private static final Set<String> PASSING_CLASSES =
      Set.of(NO_CONNECTION, ROLLED_BACK, OUT_OF_RESOURCES, STOPPED);

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String IDLE_IN_TRANSACTION_TOO_LONG = "25P03";

  /** The server ends, has crashed, is starting, or waited too long for the next statement. */
  private static final Set<String> CONNECTION_ENDED =
      Set.of("57P01", "57P02", "57P03", "57P05", IDLE_IN_TRANSACTION_TOO_LONG);

  private static final String SERIALIZATION = "40001";
  private static final String DEADLOCK = "40P01";
  private static final String DISK_FULL = "53100";
  private static final String LATER = "The database cannot do this at the moment";
  private static final String FULL =
      "The disk of the database server is full, so nothing can be stored. Make room there; Tidings"
          + " then goes on by itself.";

  private static final String TOO_MANY_CONNECTIONS = "53300";

  private static final String NOTHING_SENT = "08003";
  private static final String COMPLETION_UNKNOWN = "40003";
  private static final String CONSTRAINT = "23";

  private static final Set<Integer> EMBEDDED_DATABASE_CLOSED =
      Set.of(
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.OBJECT_CLOSED,
          ErrorCode.IO_EXCEPTION_1,
          ErrorCode.IO_EXCEPTION_2);

  private static final int LOCK_TIMEOUT = ErrorCode.LOCK_TIMEOUT_1;

  private SqlErrors() {}

  /** For whatever failed and changed nothing. */
  public static TidingsException of(SQLException failure) {
    if (failure instanceof NoConnectionException) {
      return failure.getCause() instanceof DatabaseClosedException closed
          ? unavailable(closed.getMessage(), failure)
          : unavailable("The database cannot be reached", failure);
    }
    return passing(failure, failure)
        .orElseGet(
            () ->
                new TidingsException(
                    ErrorType.INTERNAL_ERROR, "The database refused a statement", failure));
  }

  /**
   * What the caller is told of a failure that passes; empty for others.
   *
   * @param cause what the exception names as its cause: the failure, or what wraps it
   */
  public static Optional<TidingsException> passing(SQLException failure, Throwable cause) {
    return isPassing(failure)
        ? Optional.of(unavailable(isFull(failure) ? FULL : LATER, cause))
        : Optional.empty();
  }

  /** For a commit of which nobody could find out whether it was done. */
  public static TidingsException unknownOutcome(Throwable cause) {
    return new TidingsException(
        ErrorType.OUTCOME_UNKNOWN,
        "The connection to the database broke during the commit, so this may be stored or not",
        cause);
  }

  /** Whether the same work, from its beginning, may succeed at once. */
  public static boolean isWorthRepeating(SQLException failure) {
    String state = state(failure);
    return isOutage(failure) || state.equals(SERIALIZATION) || state.equals(DEADLOCK);
  }

  /** Whether there is no connection, or none any more. */
  public static boolean isOutage(SQLException failure) {
    String state = state(failure);
    return state.startsWith(NO_CONNECTION)
        || CONNECTION_ENDED.contains(state)
        || state.equals(TOO_MANY_CONNECTIONS);
  }

  /** Whether a commit that failed like this may have been done all the same. */
  public static boolean leavesOutcomeOpen(SQLException commitFailure) {
    String state = state(commitFailure);
    // A server that was tired of waiting for the next statement has not seen the commit either.
    if (state.equals(NOTHING_SENT)
        || state.equals(IDLE_IN_TRANSACTION_TOO_LONG)
        || commitFailure.getErrorCode() == ErrorCode.OBJECT_CLOSED) {
      return false;
    }
    if (state.startsWith(CONSTRAINT) || state.startsWith(ROLLED_BACK)) {
      return state.equals(COMPLETION_UNKNOWN);
    }
    // H2 has numbers, and mostly a disk that does not take what is committed in memory already.
    return commitFailure.getErrorCode() != 0
        || state.isEmpty()
        || state.startsWith(NO_CONNECTION)
        || CONNECTION_ENDED.contains(state);
  }

  private static boolean isFull(SQLException failure) {
    return state(failure).equals(DISK_FULL);
  }

  /** For work that may succeed later. */
  public static TidingsException unavailable(String detail, Throwable cause) {
    return new TidingsException(ErrorType.UNAVAILABLE, detail, cause);
  }

  private static boolean isPassing(SQLException failure) {
    String state = state(failure);
    return failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException
        || failure instanceof SQLNonTransientConnectionException
        || PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length())))
        || state.equals(LOCK_NOT_AVAILABLE)
        || state.equals(IDLE_IN_TRANSACTION_TOO_LONG)
        || failure.getErrorCode() == LOCK_TIMEOUT
        || EMBEDDED_DATABASE_CLOSED.contains(failure.getErrorCode());
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
