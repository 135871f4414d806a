package dev.tidings.config;

import java.sql.SQLException;

/** The container had no connection available, so nothing was done. */
final class NoConnection extends SQLException {
  private static final long serialVersionUID = 1;

  private static final String STATE = "08001";

  NoConnection(SQLException cause) {
    super("The database cannot be reached", STATE, cause);
  }
}
