package dev.tidings.config;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.h2.api.ErrorCode;

/** What a failure of the database means for those who called. */
final class SqlFailure {
  /** Classes of SQL states: no connection, rolled back by the server, out of resources, stopped. */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

  private static final Set<Integer> EMBEDDED_DATABASE_CLOSED =
      Set.of(
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.OBJECT_CLOSED,
          ErrorCode.IO_EXCEPTION_1,
          ErrorCode.IO_EXCEPTION_2);

  private static final int LOCK_TIMEOUT = ErrorCode.LOCK_TIMEOUT_1;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private SqlFailure() {}

  /** For the container having no connection to give. */
  static TidingsException noConnection(SQLException failure) {
    return new TidingsException(ErrorType.UNAVAILABLE, "The database cannot be reached", failure);
  }

  /** For a statement or a commit that failed. */
  static TidingsException of(SQLException failure) {
    return isPassing(failure)
        ? new TidingsException(
            ErrorType.UNAVAILABLE, "The database cannot do this at the moment", failure)
        : new TidingsException(
            ErrorType.INTERNAL_ERROR, "The database refused a statement", failure);
  }

  private static boolean isPassing(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException
        || failure instanceof SQLNonTransientConnectionException
        || PASSING.contains(state.substring(0, Math.min(2, state.length())))
        || state.equals(LOCK_NOT_AVAILABLE)
        || failure.getErrorCode() == LOCK_TIMEOUT
        || EMBEDDED_DATABASE_CLOSED.contains(failure.getErrorCode());
  }
}
