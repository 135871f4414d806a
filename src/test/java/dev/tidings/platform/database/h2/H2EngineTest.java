package dev.tidings.platform.database.h2;

import static dev.tidings.platform.database.H2OfTests.ask;
import static dev.tidings.platform.database.H2OfTests.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.platform.database.H2OfTests;
import dev.tidings.platform.database.LocalTransaction;
import dev.tidings.platform.database.OpenDatabase;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import dev.tidings.platform.settings.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.Constants;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class H2EngineTest {
  private static final String MAKE_TABLE = "CREATE TABLE parcel (id INT PRIMARY KEY)";
  private static final String STORE_ONE = "INSERT INTO parcel VALUES (1)";

  @TempDir private Path temporary;

  @Test
  void the_version_that_is_built_in_is_the_version_that_is_demanded() {
    assertThat(Constants.VERSION).isEqualTo(H2Engine.VERSION);
  }

  @Test
  void nobody_else_may_read_the_file() throws Exception {
    H2Engine engine = engine("new/place");

    engine.prepare();
    try (Connection connection = engine.connect()) {
      engine.requireSupported(connection);
      execute(connection, MAKE_TABLE);
    }

    Path directory = temporary.resolve("new/place");
    assertThat(rights(directory)).isEqualTo("rwx------");
    assertThat(rights(directory.resolve("tidings.mv.db"))).isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.trace.db");
  }

  /** So nothing that is done regularly may take one. */
  @Test
  void a_new_connection_makes_others_forget_what_they_have_parsed_and_the_clock_takes_none()
      throws Exception {
    H2Engine engine = engine(".");
    engine.prepare();
    try (Connection connection = engine.connect()) {
      long before = changesOfSettings(connection);
      engine.connect().close();

      assertThat(changesOfSettings(connection)).isGreaterThan(before);
      assertThat(engine.clockQuery()).isEmpty();
    }
  }

  /** Statements that were parsed before the last one are parsed again. */
  private static long changesOfSettings(Connection connection) throws SQLException {
    return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
        .getDatabase()
        .getModificationMetaId();
  }

  @Test
  void what_was_stored_is_there_after_the_database_was_closed() throws Exception {
    H2Engine engine = engine(".");
    engine.prepare();
    try (Connection connection = engine.connect()) {
      execute(connection, MAKE_TABLE);
      execute(connection, STORE_ONE);
    }

    engine.prepare();
    try (Connection connection = engine.connect()) {
      assertThat(count(connection)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_commit_is_in_the_file_after_a_checkpoint_and_not_before(Durability durability)
      throws Exception {
    H2Engine engine = engine(".");
    engine.prepare();
    try (Connection connection = engine.connect();
        Connection other = engine.connect()) {
      DurabilityBarrier checkpoint = engine.flushes(other);
      execute(connection, MAKE_TABLE);
      checkpoint.awaitShared(durability);

      execute(connection, STORE_ONE);

      assertThat(countInCopy("before")).isZero();
      checkpoint.awaitShared(durability);
      assertThat(countInCopy("after")).isEqualTo(1);
    }
  }

  /** What a server would find that starts after this one was killed. */
  private long countInCopy(String name) throws Exception {
    H2Engine engine = engine(name);
    engine.prepare();
    Files.copy(
        temporary.resolve("tidings.mv.db"),
        temporary.resolve(name).resolve("tidings.mv.db"),
        StandardCopyOption.REPLACE_EXISTING);
    try (Connection connection = engine.connect()) {
      return count(connection);
    }
  }

  @Test
  void an_interrupted_thread_leaves_the_database_open() throws Exception {
    H2Engine engine = engine(".");
    engine.prepare();
    try (Connection connection = engine.connect()) {
      execute(connection, MAKE_TABLE);

      Thread.currentThread().interrupt();
      execute(connection, STORE_ONE);
      engine.flushes(connection).awaitShared(Durability.GUARANTEED);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(count(connection)).isEqualTo(1);
    }
  }

  /** What it takes in advance for all transactions, one may use before the file knows of it. */
  @Test
  void numbers_of_rows_are_taken_one_at_a_time() throws Exception {
    OpenDatabase database = OpenDatabase.open(engine("."));
    try (Connection connection = database.engine().connect()) {
      assertThat(count(connection, "information_schema.sequences WHERE cache = 1")).isEqualTo(3);
      assertThat(count(connection, "information_schema.columns WHERE identity_cache = 1"))
          .isEqualTo(4);
      assertThat(count(connection, "information_schema.sequences WHERE cache <> 1")).isZero();
      assertThat(count(connection, "information_schema.columns WHERE identity_cache <> 1"))
          .isZero();
    } finally {
      database.flushes().close();
    }
  }

  @Test
  void a_place_that_cannot_be_written_stops_the_start() throws Exception {
    Path file = Files.createFile(temporary.resolve("occupied"));

    assertThatThrownBy(engine("occupied")::prepare)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("tidings.data.dir");
  }

  @Test
  void work_that_fails_is_rolled_back_and_leaves_the_connection_in_order() throws Exception {
    H2Engine engine = engine(".");
    engine.prepare();
    try (Connection connection = engine.connect()) {
      execute(connection, MAKE_TABLE);

      assertThatThrownBy(
              () ->
                  new LocalTransaction(connection, engine)
                      .run(
                          same -> {
                            execute(same, STORE_ONE);
                            throw new IllegalStateException("on purpose");
                          }))
          .hasMessage("on purpose");

      assertThat(count(connection)).isZero();
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  private H2Engine engine(String directory) {
    return H2OfTests.engine(temporary.resolve(directory));
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static long count(Connection connection) throws SQLException {
    return count(connection, "parcel");
  }

  private static long count(Connection connection, String what) throws SQLException {
    return ask(connection, "SELECT count(*) FROM " + what);
  }
}
