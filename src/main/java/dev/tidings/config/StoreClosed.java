package dev.tidings.config;

import java.sql.SQLNonTransientConnectionException;

/** The embedded database is closed for now. The message says why, and what to do. */
final class StoreClosed extends SQLNonTransientConnectionException {
  private static final long serialVersionUID = 1;

  private static final String NO_CONNECTION = "08001";

  StoreClosed(String message) {
    super(message, NO_CONNECTION);
  }
}
