package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.platform.cluster.ClusterLock;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user of the database needs, as {@code docs/deployment.md} says. */
class SchemaPrivilegesTest {
  private SchemaOfTests database;
  private String user;

  @TempDir Path directory;

  @BeforeEach
  void have_a_user_who_may_only_connect() throws SQLException {
    database = new SchemaOfTests(DatabaseKind.POSTGRESQL, directory);
    user = "user_of_" + database.name();
    database.execute("CREATE ROLE %s LOGIN".formatted(user));
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    asAdministrator("DROP OWNED BY %s CASCADE".formatted(user), "DROP ROLE %s".formatted(user));
  }

  @Test
  void who_may_create_schemas_needs_no_more() throws SQLException {
    database.execute("GRANT CREATE ON DATABASE %s TO %s".formatted(database.name(), user));
    startAsUser();

    assertThatItWorks();
  }

  @Test
  void who_has_the_schema_needs_no_more() throws SQLException {
    database.execute("CREATE SCHEMA tidings AUTHORIZATION " + user);
    startAsUser();

    assertThatItWorks();
  }

  @Test
  void who_may_do_neither_is_told_so() {
    assertThatThrownBy(this::startAsUser)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("schema tidings")
        .hasMessageContaining("permission denied");
  }

  @Test
  void who_may_only_use_tables_needs_no_more_once_they_are_there() throws SQLException {
    database.start();
    database.stop();
    database.execute(
        "GRANT USAGE ON SCHEMA tidings TO " + user,
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA tidings TO " + user,
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA tidings TO " + user);
    database.set(Setting.DB_MIGRATE, "false");
    startAsUser();

    assertThatItWorks();
  }

  private OpenDatabase startAsUser() {
    database.set(Setting.DB_USER, user);
    return database.start();
  }

  private void asAdministrator(String... commands) throws SQLException {
    database.set(Setting.DB_USER, "postgres");
    database.execute(commands);
  }

  private void assertThatItWorks() throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      assertThat(new ClusterLock().tryToBecome(connection)).isTrue();
      H2OfTests.execute(connection, "SELECT nextval('tidings.topic_id_seq')");
      connection.rollback();
    }
  }
}
