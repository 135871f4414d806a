package dev.tidings.platform.database.h2;

import static dev.tidings.platform.database.H2OfTests.ask;
import static dev.tidings.platform.database.H2OfTests.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What H2 does without the classes of this package. A test that fails says that H2 has changed, and
 * which class may go: docs/workarounds.md.
 */
class H2DefectsTest {
  private static final int HEADER = 2 * 4_096;

  private static final String FILL =
      """
      CREATE TABLE account (id INT PRIMARY KEY, amount INT, note VARCHAR(1000)) AS
      SELECT x, 0, repeat('-', 500) FROM system_range(0, 100)""";

  @TempDir private Path directory;

  @Test
  void an_interrupt_closes_the_database_for_all_connections() throws SQLException {
    Connection one = connect("nio:", "live");
    Connection other = connect("nio:", "live");
    execute(one, "CREATE TABLE parcel (id INT)");

    Thread.currentThread().interrupt();
    works(one, "INSERT INTO parcel VALUES (1)", "CHECKPOINT SYNC");
    assertThat(Thread.interrupted()).isTrue();

    assertThat(works(other, "SELECT * FROM parcel"))
        .as("H2 survives an interrupt: remove InterruptSafeFile and InterruptSafeFileSystem")
        .isFalse();
  }

  /** By the last state of the file, that is after a kill. */
  @Test
  void a_commit_beside_a_checkpoint_is_in_the_file_by_half() throws Exception {
    try (Connection first = connect("", "live");
        Connection flushing = connect("", "live");
        Connection other = connect("", "live")) {
      H2Internals.leaveWritingToCheckpoints(first);
      execute(first, "CREATE TABLE early (amount INT)", "INSERT INTO early VALUES (0)");
      SlowedH2Writes slowed = new SlowedH2Writes(first);
      execute(first, "CREATE TABLE late (amount INT)", "INSERT INTO late VALUES (0)");
      other.setAutoCommit(false);
      slowed.raise();
      FutureTask<Void> checkpoint = checkpoint(flushing);
      slowed.awaitHeldUp();
      execute(other, "UPDATE early SET amount = 1", "UPDATE late SET amount = 1", "COMMIT");
      slowed.lower();
      checkpoint.get();
      Files.copy(file("live"), file("image"));
    }
    try (Connection image = connect("", "image")) {
      assertThat(ask(image, "SELECT amount FROM early"))
          .as(
              "H2 writes commits as a whole (h2database issue 2080):"
                  + " remove the lock of H2Connection and H2Flusher, and UncommittedRowRecovery")
          .isNotEqualTo(ask(image, "SELECT amount FROM late"));
    }
  }

  private static FutureTask<Void> checkpoint(Connection connection) {
    FutureTask<Void> checkpoint =
        new FutureTask<>(
            () -> {
              execute(connection, "CHECKPOINT");
              return null;
            });
    new Thread(checkpoint).start();
    return checkpoint;
  }

  @Test
  void a_commit_is_not_forced_to_disk() throws SQLException {
    WatchedFile.register();
    try (Connection connection = connect(WatchedFile.SCHEME + ":", "live")) {
      execute(connection, "CREATE TABLE parcel (id INT)");
      int before = WatchedFile.FORCES.get();

      execute(connection, "INSERT INTO parcel VALUES (1)", "COMMIT");

      assertThat(WatchedFile.FORCES.get())
          .as("H2 forces commits to disk: remove H2Flusher")
          .isEqualTo(before);
      execute(connection, "CHECKPOINT SYNC");
      assertThat(WatchedFile.FORCES.get()).as("what counts").isGreaterThan(before);
    }
  }

  /** Where the latest state is not on disk yet, a loss of power leaves neither. */
  @Test
  void what_an_earlier_state_needs_is_overwritten_before_the_latest_is_on_disk()
      throws SQLException {
    WatchedFile.register();
    try (Connection connection = connect(WatchedFile.SCHEME + ":", "live")) {
      H2Internals.leaveWritingToCheckpoints(connection);
      execute(connection, "SET RETENTION_TIME 0", FILL, "CHECKPOINT SYNC");
      int before = WatchedFile.EARLY_OVERWRITES.get();

      for (int i = 0; i < 100; i++) {
        execute(connection, "UPDATE account SET amount = amount + 1 WHERE id = " + i, "CHECKPOINT");
      }

      assertThat(WatchedFile.EARLY_OVERWRITES.get())
          .as("H2 forces its file before it reuses space: InterruptSafeFile need not")
          .isGreaterThan(before);
    }
  }

  @Test
  void the_file_is_compacted_only_by_the_thread_that_also_writes_commits() throws Exception {
    try (Connection connection = connect("", "live")) {
      execute(connection, "CREATE TABLE parcel (id INT)", "SET WRITE_DELAY 500");
      assertThat(countWriters()).as("what H2 calls its thread").isPositive();

      H2Internals.leaveWritingToCheckpoints(connection);

      // It is told to end, and H2 does not wait until it has.
      await()
          .untilAsserted(
              () ->
                  assertThat(countWriters())
                      .as(
                          "H2 has a thread that compacts and does not write commits: remove H2Compaction")
                      .isZero());
    }
  }

  private long countWriters() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("MVStore background writer"))
        .filter(name -> name.contains(directory.getFileName().toString()))
        .count();
  }

  @Test
  void a_start_on_a_damaged_file_finds_nothing_and_overwrites_it() throws Exception {
    try (Connection connection = connect("", "live")) {
      execute(connection, "CREATE TABLE parcel (id INT)", "INSERT INTO parcel VALUES (1)");
    }
    byte[] damaged = Arrays.copyOf(Files.readAllBytes(file("live")), HEADER);
    Files.write(file("live"), damaged);

    try (Connection connection = connect("", "live")) {
      assertThat(works(connection, "SELECT * FROM parcel"))
          .as("H2 refuses damaged files: remove FileCorruption.requireTables")
          .isFalse();
    }
    assertThat(Files.readAllBytes(file("live")))
        .as("H2 leaves damaged files as they are: remove DeferredWriteFile")
        .isNotEqualTo(damaged);
  }

  @Test
  void a_session_of_a_database_that_was_given_up_closes_the_next_one() throws SQLException {
    Connection one = connect("", "live");
    execute(one, "CREATE TABLE parcel (id INT)", "CHECKPOINT SYNC");
    Connection forgotten = connect("", "live");
    database(one).shutdownImmediately();

    try (Connection next = connect("", "live")) {
      works(forgotten, "INSERT INTO parcel VALUES (1)");
      forgotten.close();

      assertThat(works(next, "SELECT * FROM parcel")).isTrue();
      assertThatThrownBy(() -> connect("", "live"))
          .as("H2 keeps its databases apart: remove the loop in H2Connection.giveUpDatabase")
          .hasMessageContaining("already in use");
    }
  }

  private static Database database(Connection connection) throws SQLException {
    return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
  }

  private Connection connect(String fileSystem, String name) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:" + fileSystem + directory.resolve(name) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
        "sa",
        "");
  }

  private Path file(String name) {
    return directory.resolve(name + ".mv.db");
  }

  private static boolean works(Connection connection, String... statements) {
    try {
      execute(connection, statements);
      return true;
    } catch (SQLException failure) {
      return false;
    }
  }
}
