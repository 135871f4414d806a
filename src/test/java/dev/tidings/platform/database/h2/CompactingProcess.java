package dev.tidings.platform.database.h2;

import static dev.tidings.platform.database.H2OfTests.engine;
import static dev.tidings.platform.database.H2OfTests.execute;

import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that stores rows, deletes most of them again and compacts its file all the time. It
 * prints the number of each row once that is on disk, and how many steps have written something.
 */
public final class CompactingProcess {
  static final int BYTES = 100_000;

  /** Rows that are stored between two deletions, which leave none of them. */
  static final int ROWS = 300;

  private static final AtomicInteger STEPS = new AtomicInteger();

  private CompactingProcess() {}

  public static void main(String[] arguments) throws Exception {
    H2Engine engine = engine(Path.of(arguments[0]));
    engine.prepare();
    H2Connection flushing = engine.connect();
    engine.mend(flushing);
    DurabilityBarrier checkpoint = engine.flushes(flushing);
    try (Connection connection = engine.connect()) {
      execute(
          connection,
          "CREATE TABLE IF NOT EXISTS parcel (id BIGINT PRIMARY KEY, content VARBINARY)",
          "CREATE TABLE IF NOT EXISTS label (id BIGINT PRIMARY KEY)",
          "CREATE TABLE IF NOT EXISTS done (id BIGINT)");
      connection.setAutoCommit(false);
      Thread compacting = new Thread(() -> compact(engine));
      compacting.setDaemon(true);
      compacting.start();
      for (long id = Long.parseLong(arguments[1]); true; id++) {
        store(connection, id);
        checkpoint.awaitShared(Durability.GUARANTEED);
        System.out.println(id + " " + STEPS.get());
      }
    }
  }

  private static void store(Connection connection, long id) throws SQLException {
    execute(
        connection,
        "INSERT INTO parcel VALUES (%d, CAST(SPACE(%d) AS VARBINARY))".formatted(id, BYTES),
        "INSERT INTO label VALUES (" + id + ")");
    if (id % ROWS == 0) {
      execute(
          connection,
          "DELETE FROM parcel",
          "DELETE FROM done",
          "INSERT INTO done VALUES (" + id + ")");
    }
    connection.commit();
  }

  private static void compact(H2Engine engine) {
    try {
      while (true) {
        if (engine.compact()) {
          STEPS.incrementAndGet();
        }
        Thread.sleep(5);
      }
    } catch (SQLException | InterruptedException failure) {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}
