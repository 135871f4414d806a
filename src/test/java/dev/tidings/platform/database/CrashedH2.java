package dev.tidings.platform.database;

import dev.tidings.platform.database.h2.UncommittedRowRecovery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A file of the embedded database as a crash left it, for tests of other packages. */
public final class CrashedH2 {
  private CrashedH2() {}

  /**
   * Opens it as a server does that starts on it.
   *
   * @param database without the ending of its name
   */
  public static Connection open(Path database, String user) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:" + database, user, "");
    UncommittedRowRecovery.takeBack(connection);
    return connection;
  }
}
