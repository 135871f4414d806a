package dev.tidings.platform.database.jdbc;

import java.sql.SQLException;

/** The container had no connection available, so nothing was done. */
public final class NoConnectionException extends SQLException {
  private static final long serialVersionUID = 1;

  private static final String STATE = "08001";

  public NoConnectionException(SQLException cause) {
    super("The database cannot be reached", STATE, cause);
  }
}
