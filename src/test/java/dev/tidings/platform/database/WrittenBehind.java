package dev.tidings.platform.database;

import dev.tidings.platform.database.jdbc.DeferringConnection;
import java.sql.Connection;

/** For tests outside this package: what transactions of Tidings' own work on. */
public final class WrittenBehind {
  private WrittenBehind() {}

  /** Keeps updates until the commit, as it is on PostgreSQL. */
  public static Connection of(Connection connection) {
    return DeferringConnection.of(connection);
  }
}
