package dev.tidings.platform.database.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements on one connection, within one transaction. Whoever runs it closes the connection. */
@FunctionalInterface
public interface SqlWork<T> {

  /** Does it, and answers with what it found; never with {@code null}. */
  T run(Connection connection) throws SQLException;
}
