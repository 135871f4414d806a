package dev.tidings.it.listener;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes PostgreSQL refuse every connection to the database of the server, and end those it has. */
@ApplicationScoped
public class DatabaseOutage {
  @Inject Settings settings;

  /** Not where the database is embedded. */
  public boolean isPossible() {
    return settings.optional(Setting.DB_URL).isPresent();
  }

  public void begin() throws SQLException {
    execute("ALTER DATABASE postgres ALLOW_CONNECTIONS false");
    execute(
        """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = 'postgres' AND application_name = 'tidings'""");
  }

  public void end() throws SQLException {
    execute("ALTER DATABASE postgres ALLOW_CONNECTIONS true");
  }

  private void execute(String sql) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.text(Setting.DB_URL));
    source.setDatabaseName("template1");
    source.setUser(settings.text(Setting.DB_USER));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
