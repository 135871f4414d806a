package dev.tidings.it;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/** Whoever can end sessions of a server's database, past the server's pool. */
final class PostgresAdministrator {
  private final Settings settings;

  PostgresAdministrator(Settings settings) {
    this.settings = settings;
  }

  /** Not where the database is embedded: it has no sessions that somebody could end. */
  boolean isThere() {
    return settings.optional(Setting.DB_URL).isPresent();
  }

  void endAllSessions() throws SQLException {
    if (isThere()) {
      execute(
          """
          SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
          WHERE application_name = 'tidings'""");
    }
  }

  /** A sequence remembers what is rolled back, so the second commit is spared. */
  String createTableThatEndsTheSessionAtItsFirstCommit() throws SQLException {
    String name = "mortal_" + UUID.randomUUID().toString().replace('-', '_');
    execute(
        """
        CREATE TABLE %1$s (id INT);
        CREATE SEQUENCE %1$s_commits;
        CREATE FUNCTION %1$s_end() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('%1$s_commits') = 1 THEN
            PERFORM pg_terminate_backend(pg_backend_pid());
            PERFORM pg_sleep(5);
          END IF;
          RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON %1$s
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION %1$s_end()"""
            .formatted(name));
    return name;
  }

  void execute(String sql) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.text(Setting.DB_URL));
    source.setUser(settings.text(Setting.DB_USER));
    try (Connection connection = source.getConnection()) {
      execute(connection, sql);
    }
  }

  static boolean execute(Connection open, String sql) throws SQLException {
    try (Statement statement = open.createStatement()) {
      return statement.execute(sql);
    }
  }

  static String text(Connection open, String sql) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
