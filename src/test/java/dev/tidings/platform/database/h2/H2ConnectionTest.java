package dev.tidings.platform.database.h2;

import static dev.tidings.platform.database.H2OfTests.ask;
import static dev.tidings.platform.database.H2OfTests.engine;
import static dev.tidings.platform.database.H2OfTests.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the file of the embedded database at a crash in the most awkward moment. */
@Timeout(60)
class H2ConnectionTest {
  /** More open transactions than there ever are here, so one has the number of the lost one. */
  private static final int NUMBERS = 8;

  @TempDir private Path temporary;

  private H2Engine engine;
  private H2Connection connection;
  private SlowedH2Writes slowedH2Writes;

  @BeforeEach
  void openDatabase() throws SQLException {
    engine = engine(temporary.resolve("live"));
    engine.prepare();
    connection = engine.connect();
    execute(connection, "CREATE TABLE early (amount INT)", "INSERT INTO early VALUES (0)");
    slowedH2Writes = new SlowedH2Writes(connection);
    execute(connection, "CREATE TABLE late (amount INT)", "INSERT INTO late VALUES (0)");
    execute(connection, "CREATE TABLE filler (data VARBINARY)");
  }

  @AfterEach
  void closeDatabase() throws SQLException {
    slowedH2Writes.lower();
    connection.close();
  }

  @Test
  void a_commit_while_a_checkpoint_writes_is_in_the_file_as_a_whole_or_not() throws Exception {
    try (Connection flushing = engine.connect()) {
      DurabilityBarrier checkpoint = engine.flushes(flushing);
      commitDuring(() -> checkpoint.awaitShared(Durability.BUFFERED));
    }
  }

  @Test
  void a_commit_while_the_database_writes_by_itself_is_in_the_file_as_a_whole_or_not()
      throws Exception {
    try (Connection large = engine.connect()) {
      large.setAutoCommit(false);
      int mib = connection.store().getAutoCommitMemory() / (1 << 20);
      fill(large, mib - 1);
      commitDuring(() -> fill(large, 2));
    }
  }

  private void commitDuring(Work writing) throws Exception {
    slowedH2Writes.raise();
    FutureTask<Void> written = inBackground(writing);
    slowedH2Writes.awaitHeldUp();
    Thread committer = new Thread(this::changeBothTables);
    committer.start();
    awaitIdle(committer);
    slowedH2Writes.lower();
    written.get();
    Path image = copy("image");
    committer.join();

    H2Engine restarted = engine(image);
    try (Connection found = restarted.connect()) {
      restarted.mend(found);
      assertThat(sum(found, "early")).isEqualTo(sum(found, "late"));
    }
    assertThat(sum(connection, "early")).isEqualTo(1);
  }

  private void changeBothTables() {
    try (Connection other = engine.connect()) {
      other.setAutoCommit(false);
      execute(other, "UPDATE early SET amount = 1", "UPDATE late SET amount = 1");
      other.commit();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void a_change_that_is_in_the_file_without_its_transaction_is_taken_back() throws Exception {
    Path image = crashBetweenRecordAndTable();

    H2Engine restarted = engine(image);
    try (H2Connection first = restarted.connect()) {
      assertThat(sumsSeen(restarted)).contains(5L, 0L);

      restarted.mend(first);

      assertThat(sumsSeen(restarted)).containsOnly(0L);
      assertThat(UncommittedRowRecovery.takeBack(first)).isZero();
    }
  }

  /** The record of the transaction is seen before it changes the table, the table after that. */
  private Path crashBetweenRecordAndTable() throws Exception {
    try (Connection flushing = engine.connect();
        Connection other = engine.connect()) {
      DurabilityBarrier checkpoint = engine.flushes(flushing);
      other.setAutoCommit(false);
      slowedH2Writes.raise();
      FutureTask<Void> written = inBackground(() -> checkpoint.awaitShared(Durability.BUFFERED));
      slowedH2Writes.awaitHeldUp();
      execute(other, "INSERT INTO late VALUES (5)", "DELETE FROM late WHERE amount = 0");
      slowedH2Writes.lower();
      written.get();
      return copy("image");
    }
  }

  /** What transactions of each number find in the table. */
  private static List<Long> sumsSeen(H2Engine engine) throws SQLException {
    List<Long> sums = new ArrayList<>();
    List<Connection> open = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      Connection one = engine.connect();
      open.add(one);
      one.setAutoCommit(false);
      execute(one, "INSERT INTO filler VALUES (X'00')");
      sums.add(sum(one, "late"));
    }
    for (Connection one : open) {
      one.rollback();
      one.close();
    }
    return sums;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  private static FutureTask<Void> inBackground(Work work) {
    FutureTask<Void> done =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    new Thread(done).start();
    return done;
  }

  /** Waits until a thread has ended or waits for others. */
  private static void awaitIdle(Thread thread) throws InterruptedException {
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
  }

  private static void fill(Connection connection, int mib) throws SQLException {
    for (int i = 0; i < mib; i++) {
      execute(connection, "INSERT INTO filler SELECT CAST(SPACE(1048576) AS VARBINARY)");
    }
  }

  private Path copy(String name) throws Exception {
    Path directory = Files.createDirectory(temporary.resolve(name));
    Files.copy(
        temporary.resolve("live").resolve("tidings.mv.db"), directory.resolve("tidings.mv.db"));
    return directory;
  }

  private static long sum(Connection connection, String table) throws SQLException {
    return ask(connection, "SELECT sum(amount) FROM " + table);
  }
}
