package dev.tidings.platform.database.jdbc;

import java.sql.SQLException;

/** The connection broke during a commit: it may have been done, or not. */
public final class UnknownOutcomeException extends SQLException {
  private static final long serialVersionUID = 1;

  /** Transaction resolution unknown, in the words of the standard. */
  private static final String STATE = "08007";

  public UnknownOutcomeException(SQLException cause) {
    super("The connection broke during the commit", STATE, cause);
  }
}
