package dev.tidings.platform.database.h2;

import static dev.tidings.platform.database.H2OfTests.ask;
import static dev.tidings.platform.database.H2OfTests.engine;
import static dev.tidings.platform.database.H2OfTests.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of the embedded database becomes small again after its rows are deleted. */
@Timeout(120)
class H2CompactionTest {
  private static final int ROWS = 2_000;
  private static final int BYTES = 32_768;

  /** One of so many rows stays. */
  private static final int KEPT = 10;

  /** H2 keeps what it had written before so many more commits. */
  private static final int VERSIONS = 8;

  @TempDir private Path temporary;

  private H2Engine engine;
  private H2Connection flushing;
  private DurabilityBarrier checkpoint;

  @BeforeEach
  void fill_a_database() throws Exception {
    engine = engine(temporary.resolve("live"));
    engine.prepare();
    flushing = engine.connect();
    checkpoint = engine.flushes(flushing);
    try (Connection connection = engine.connect()) {
      execute(
          connection,
          "CREATE TABLE parcel (id INT PRIMARY KEY, content VARBINARY)",
          "CREATE TABLE label (id INT PRIMARY KEY, seen INT DEFAULT 0)");
      connection.setAutoCommit(false);
      for (int id = 1; id <= ROWS; id++) {
        insert(connection, id);
      }
    }
  }

  @AfterEach
  void closeDatabase() throws Exception {
    flushing.close();
  }

  private void insert(Connection connection, int id) throws SQLException {
    execute(
        connection,
        "INSERT INTO parcel VALUES (%d, CAST(SPACE(%d) AS VARBINARY))".formatted(id, BYTES),
        "INSERT INTO label (id) VALUES (" + id + ")");
    connection.commit();
    if (id % 20 == 0) {
      checkpoint.awaitShared(Durability.GUARANTEED);
    }
  }

  private void deleteMost(Connection connection) throws Exception {
    connection.setAutoCommit(false);
    execute(connection, "DELETE FROM parcel WHERE mod(id, %d) <> 0".formatted(KEPT));
    connection.commit();
    checkpoint.awaitShared(Durability.GUARANTEED);
    goOn(connection);
  }

  /** Long enough for H2 to free what it has not needed for a second. */
  private void goOn(Connection connection) throws Exception {
    Thread.sleep(1_200);
    for (int i = 0; i < VERSIONS; i++) {
      execute(connection, "UPDATE label SET seen = seen + 1 WHERE id = 1");
      connection.commit();
      checkpoint.awaitShared(Durability.GUARANTEED);
    }
  }

  private Path file() {
    return temporary.resolve("live/tidings.mv.db");
  }

  private long size() throws IOException {
    return Files.size(file());
  }

  /**
   * Does a round, as housekeeping does.
   *
   * @return how many steps
   */
  private int compact() throws SQLException {
    int steps = 1;
    while (engine.compact()) {
      steps++;
    }
    return steps;
  }

  @Test
  void the_file_shrinks_to_what_is_left_and_loses_nothing() throws Exception {
    long before = size();
    assertThat(before).isGreaterThan((long) ROWS * BYTES);
    try (Connection connection = engine.connect()) {
      deleteMost(connection);

      for (int round = 0; round < 20 && size() > before / 3; round++) {
        compact();
        goOn(connection);
      }

      assertThat(size()).isLessThanOrEqualTo(before / 3);
      assertThatAllIsThere(connection);
    }
    flushing.close();
    flushing = engine.connect();
    assertThatAllIsThere(flushing);
  }

  private static void assertThatAllIsThere(Connection connection) throws SQLException {
    assertThat(ask(connection, "SELECT count(*) FROM label")).isEqualTo(ROWS);
    assertThat(ask(connection, "SELECT count(*) FROM parcel")).isEqualTo(ROWS / KEPT);
    assertThat(
            ask(
                connection,
                "SELECT count(*) FROM parcel WHERE mod(id, %d) = 0 AND length(content) = %d"
                    .formatted(KEPT, BYTES)))
        .isEqualTo(ROWS / KEPT);
  }

  @Test
  void a_backup_keeps_what_it_needs() throws Exception {
    try (Connection connection = engine.connect();
        DatabaseBackup backup = engine.backup()) {
      assertThat(backup.size()).isPositive();
      deleteMost(connection);
      long before = size();

      assertThat(engine.compact()).isFalse();

      assertThat(size()).isEqualTo(before);
    }
  }

  /** A copy is what a kill at that moment would leave. */
  @Test
  void whenever_the_process_ends_what_was_committed_is_there() throws Exception {
    try (Connection connection = engine.connect()) {
      deleteMost(connection);
      int copies = 0;
      for (int round = 0; round < 3; round++) {
        boolean isBusy = true;
        while (isBusy && copies < 30) {
          isBusy = engine.compact();
          assertThatAllIsThereIn(temporary.resolve("copy" + ++copies));
        }
        goOn(connection);
      }
      assertThat(copies).isGreaterThan(3);
    }
  }

  private void assertThatAllIsThereIn(Path copy) throws Exception {
    H2Engine ofCopy = engine(copy);
    ofCopy.prepare();
    Path ours = copy.resolve("tidings.mv.db");
    Files.copy(file(), ours, StandardCopyOption.REPLACE_EXISTING);
    try (H2Connection found = ofCopy.connect()) {
      assertThatAllIsThere(found);
    }
    Files.delete(ours);
  }
}
