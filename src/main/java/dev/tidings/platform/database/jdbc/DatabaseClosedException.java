package dev.tidings.platform.database.jdbc;

import java.sql.SQLNonTransientConnectionException;

/** The embedded database is closed for now. The message says why, and what to do. */
public final class DatabaseClosedException extends SQLNonTransientConnectionException {
  private static final long serialVersionUID = 1;

  private static final String NO_CONNECTION = "08001";

  public DatabaseClosedException(String message) {
    super(message, NO_CONNECTION);
  }
}
