package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.platform.cluster.ClusterLock;
import dev.tidings.platform.database.jdbc.ConnectionDelegate;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import dev.tidings.platform.database.jdbc.TableSchema;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.StartFailure;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a start does to a database, and what it refuses to do. */
@ParameterizedClass
@EnumSource
class SchemaMigrationTest {
  private static final String[] OF_AN_APPLICATION = {
    "CREATE TABLE message (text VARCHAR(9))",
    "INSERT INTO message VALUES ('ours')",
    "CREATE TABLE \"flyway_schema_history\" (\"script\" VARCHAR(99))",
    "INSERT INTO \"flyway_schema_history\" VALUES ('V1__orders.sql')"
  };

  @Parameter DatabaseKind kind;

  @TempDir Path directory;
  private SchemaOfTests database;

  @BeforeEach
  void have_a_database() {
    database = new SchemaOfTests(kind, directory);
  }

  @AfterEach
  void close() throws SQLException {
    TableSchema.use(TableSchema.DEFAULT);
    database.close();
  }

  @Test
  void an_empty_database_gets_everything_in_a_schema_of_its_own() throws SQLException {
    OpenDatabase open = database.start();

    assertThat(open.schemaVersion()).isEqualTo("13");
    assertThat(database.tables()).containsOnlyKeys("tidings");
    assertThat(database.tables().get("tidings"))
        .contains("segment", "topic", SchemaMigration.HISTORY);
    assertThatTheSchemaIsUsed();
  }

  @Test
  void on_postgresql_contents_are_stored_as_they_are_and_a_view_shows_what_there_is()
      throws SQLException {
    assumeThat(kind).isEqualTo(DatabaseKind.POSTGRESQL);
    database.start();
    database.execute(
        "INSERT INTO tidings.topic VALUES (7, 0, CURRENT_TIMESTAMP, '/orders', TRUE, TRUE, TRUE, 'ACCEPT', 9, 'REJECT', 9, 0, 0, 9, 9000)",
        """
        INSERT INTO tidings.segment VALUES
          (7, 5, 1, 3, 3, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, -1, -1, '\\x0102')""");

    assertThat(
            database.ask(
                "SELECT count(*) FROM pg_attribute WHERE attname = 'content' AND attstorage = 'e'"))
        .isEqualTo(1);
    assertThat(
            database.ask(
                "SELECT message_count + content_bytes FROM tidings.message_view WHERE topic = '/orders'"))
        .isEqualTo(5);
  }

  @Test
  void a_second_start_changes_nothing() throws SQLException {
    database.start();
    database.stop();
    database.execute("INSERT INTO tidings.expiring VALUES (1, 5, 1, CURRENT_TIMESTAMP)");
    database.start();

    assertThat(database.ask("SELECT count(*) FROM tidings.expiring")).isEqualTo(1);
  }

  @Test
  void a_word_of_sql_is_no_name_of_a_schema() {
    database.set(Setting.DB_SCHEMA, "order");

    assertThatThrownBy(database::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("tidings.db.schema must not be order");
  }

  @Test
  void a_database_of_an_application_is_welcome_and_its_tables_stay() throws SQLException {
    database.execute(OF_AN_APPLICATION);
    database.start();

    assertThat(database.tables()).containsOnlyKeys("public", "tidings");
    assertThat(database.tables().get("public")).containsExactly("flyway_schema_history", "message");
    assertThat(database.ask("SELECT count(*) FROM message WHERE text = 'ours'")).isEqualTo(1);
    assertThat(database.ask("SELECT count(*) FROM tidings.segment")).isZero();
    assertThat(database.ask("SELECT count(*) FROM \"flyway_schema_history\"")).isEqualTo(1);
    assertThatTheSchemaIsUsed();
  }

  @Test
  void the_setting_names_another_schema() throws SQLException {
    database.execute(OF_AN_APPLICATION);
    database.set(Setting.DB_SCHEMA, "shop_events");
    database.start();

    assertThat(database.tables()).containsOnlyKeys("public", "shop_events");
    assertThatTheSchemaIsUsed();
  }

  @Test
  void a_schema_that_is_there_and_empty_is_used() throws SQLException {
    database.execute(OF_AN_APPLICATION);
    database.execute("CREATE SCHEMA tidings");
    database.start();

    assertThatTheSchemaIsUsed();
  }

  @Test
  void a_schema_with_the_tables_of_others_is_refused() throws SQLException {
    database.execute("CREATE SCHEMA shop", "CREATE TABLE shop.parcel (id INT)");
    database.set(Setting.DB_SCHEMA, "shop");

    assertThatThrownBy(database::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("The schema shop of the ")
        .hasMessageContaining("set tidings.db.schema to a schema that is empty");
    assertThat(database.tables().get("shop")).containsExactly("parcel");
  }

  @Test
  void a_database_of_a_development_version_is_refused() throws SQLException {
    database.flyway().locations(database.locations()).load().migrate();

    assertThatThrownBy(database::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("holds the tables of a development version of Tidings")
        .hasMessageContaining("use another database, or drop those tables");
    assertThat(database.tables()).containsOnlyKeys("public");
  }

  @Test
  void without_permission_nothing_is_migrated_and_the_missing_scripts_are_named()
      throws SQLException {
    database.execute(OF_AN_APPLICATION);
    database.set(Setting.DB_MIGRATE, "false");
    List<String> scripts = database.scripts().stream().map("dev/tidings/db/"::concat).toList();

    assertThatThrownBy(database::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("The schema tidings of the ")
        .hasMessageContaining("tidings.db.migrate is false")
        .hasMessageEndingWith(": " + String.join(", ", scripts) + ".");
    assertThat(database.tables()).containsOnlyKeys("public");
  }

  @Test
  void only_the_scripts_that_are_missing_are_named() throws SQLException {
    database
        .flyway()
        .schemas(SchemaNames.stored(new PooledDataSource(database::connect), "tidings"))
        .table(SchemaMigration.HISTORY)
        .locations(database.locations())
        .target("2")
        .load()
        .migrate();
    database.set(Setting.DB_MIGRATE, "false");

    assertThatThrownBy(database::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(": dev/tidings/db/migration/V3__subject.sql")
        .hasMessageContaining(", dev/tidings/db/migration/V10__segments.sql")
        .hasMessageNotContaining("V2__");
  }

  @Test
  void the_schema_of_each_older_script_is_brought_up_to_date_and_keeps_its_rows()
      throws SQLException {
    long latest = migratedTo("1");
    database.execute("INSERT INTO tidings.expiring VALUES (1, 5, 1, CURRENT_TIMESTAMP)");
    List<String> versions = versions();
    for (String version : versions.subList(1, versions.size() - 1)) {
      migratedTo(version);

      assertThat(database.ask("SELECT count(*) FROM tidings.expiring")).isEqualTo(1);
    }

    assertThat(database.start().schemaVersion()).isEqualTo(Long.toString(latest));
    assertThat(database.ask("SELECT count(*) FROM tidings.expiring")).isEqualTo(1);
    assertThatTheSchemaIsUsed();
  }

  /** Nodes of the version before go on while others are replaced, and may be restarted. */
  @Test
  void a_schema_with_scripts_of_a_newer_version_is_accepted() throws SQLException {
    database.start();
    database.stop();
    database.execute(
        """
        INSERT INTO tidings."%s"
          ("installed_rank", "version", "description", "type", "script", "installed_by", "execution_time", "success")
        VALUES (99, '99', 'new', 'SQL', 'V99__new.sql', CURRENT_USER, 0, TRUE)"""
            .formatted(SchemaMigration.HISTORY));

    assertThat(database.start().schemaVersion()).isEqualTo("99");
    assertThatTheSchemaIsUsed();
  }

  /** Those of the scripts of migrations, in their order. */
  private List<String> versions() {
    return database.scripts().stream()
        .filter(script -> script.startsWith("migration/V"))
        .map(script -> script.replaceAll("migration/V(\\d+)__.*", "$1"))
        .toList();
  }

  /**
   * Runs scripts up to that version, and nothing else.
   *
   * @return the version of the newest script
   */
  private long migratedTo(String version) throws SQLException {
    Flyway flyway =
        database
            .flyway()
            .schemas(SchemaNames.stored(new PooledDataSource(database::connect), "tidings"))
            .table(SchemaMigration.HISTORY)
            .locations(database.locations())
            .target(version)
            .load();
    flyway.migrate();
    return Stream.of(flyway.info().all())
        .filter(script -> script.getVersion() != null)
        .mapToLong(script -> Long.parseLong(script.getVersion().getVersion()))
        .max()
        .orElseThrow();
  }

  @Test
  void what_an_administrator_has_migrated_with_flyway_is_used() throws SQLException {
    database
        .flyway()
        .schemas(SchemaNames.stored(new PooledDataSource(database::connect), "tidings"))
        .table(SchemaMigration.HISTORY)
        .locations(database.locations())
        .load()
        .migrate();
    database.set(Setting.DB_MIGRATE, "false");

    assertThat(database.start().schemaVersion()).isEqualTo("13");
    assertThatTheSchemaIsUsed();
  }

  @Test
  void what_an_administrator_has_run_by_hand_is_used_once_it_is_recorded() throws SQLException {
    database.set(Setting.DB_SCHEMA, "shop");
    database.set(Setting.DB_MIGRATE, "false");
    database.execute(OF_AN_APPLICATION);
    database.execute("CREATE SCHEMA shop");
    List<String> scripts = new ArrayList<>(database.scripts());
    String record = scripts.remove(scripts.size() - 1);
    database.runByHand("shop", scripts);

    assertThatThrownBy(database::start).hasMessageContaining("run record.sql");

    database.runByHand("shop", List.of(record));
    assertThat(database.start().schemaVersion()).isEqualTo("13");
    assertThatTheSchemaIsUsed();
  }

  /** So it can take over later, and the record is what it would have written itself. */
  @Test
  void what_was_recorded_by_hand_is_what_a_migration_records() throws SQLException {
    database.execute("CREATE SCHEMA tidings");
    database.runByHand("tidings", database.scripts());
    database.runByHand("tidings", List.of("record.sql"));

    database.start();

    assertThat(
            database.ask("SELECT count(*) FROM tidings.\"%s\"".formatted(SchemaMigration.HISTORY)))
        .isEqualTo(versions().size());
    assertThatTheSchemaIsUsed();
  }

  @Test
  void a_script_that_was_changed_is_refused_without_migration_too() throws SQLException {
    database.start();
    database.stop();
    database.execute(
        "UPDATE tidings.\"%s\" SET \"checksum\" = 7 WHERE \"version\" = '2'"
            .formatted(SchemaMigration.HISTORY));
    database.set(Setting.DB_MIGRATE, "false");

    assertThatThrownBy(database::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("hecksum");
  }

  /** They may come from the pool of an application, whose statements do not name their schema. */
  @Test
  void connections_are_given_back_with_the_schema_that_they_had() throws SQLException {
    List<String> given = new ArrayList<>();
    List<String> givenBack = new ArrayList<>();
    DataSource source =
        new PooledDataSource(
            () -> {
              Connection connection = database.connect();
              given.add(searchPath(connection));
              return observed(connection, () -> givenBack.add(searchPath(connection)));
            });

    SchemaMigration.configure(source, TableSchema.DEFAULT, List.of()).load().migrate();

    assertThat(givenBack).isNotEmpty().containsExactlyElementsOf(given);
  }

  private String searchPath(Connection connection) throws SQLException {
    String query = kind == DatabaseKind.H2 ? "CALL SCHEMA()" : "SHOW search_path";
    return JdbcRunner.queryForOne(
            connection, query, JdbcRunner.NO_PARAMETERS, row -> row.getString(1))
        .orElseThrow();
  }

  private interface AtClose {
    void look() throws SQLException;
  }

  private static Connection observed(Connection connection, AtClose atClose) {
    return (Connection)
        Proxy.newProxyInstance(
            SchemaMigrationTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close") && !connection.isClosed()) {
                atClose.look();
              }
              return ConnectionDelegate.call(connection, method, arguments);
            });
  }

  /** By a statement as the application runs it. */
  private void assertThatTheSchemaIsUsed() throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      assertThat(new ClusterLock().tryToBecome(connection)).isTrue();
      connection.rollback();
    }
  }
}
