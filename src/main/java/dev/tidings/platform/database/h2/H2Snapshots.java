package dev.tidings.platform.database.h2;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.h2.mvstore.MVStore;

/**
 * Takes snapshots of the database file, one at a time.
 *
 * <p>H2 never overwrites what its latest state needs, so a snapshot only has to keep it from using
 * the space of earlier states again. Meanwhile, the file grows with each commit.
 */
final class H2Snapshots {
  /**
   * In milliseconds, until the space of what nobody needs any more may be used again. H2 takes 45
   * seconds, in which it hopes that the disk has done its work; InterruptSafeFile knows.
   */
  private static final int RETENTION = 1_000;

  /** What a small file may grow by at least. */
  private static final long ROOM = 64L * 1_024 * 1_024;

  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final Path file;
  private final Lock writing;
  private final FreeSpace freeSpace;

  private boolean isTaken;

  /** What is open now; another one after a failure. */
  private MVStore store;

  /**
   * Of one file.
   *
   * @param writing is held by whoever writes what was committed, and excludes commits
   */
  H2Snapshots(Path file, Lock writing, FreeSpace freeSpace) {
    this.file = file;
    this.writing = writing;
    this.freeSpace = freeSpace;
  }

  /** Says how long H2 has to keep what nobody needs any more. Each opening forgets it. */
  synchronized void retain(MVStore opened) {
    store = opened;
    store.setRetentionTime(isTaken ? Integer.MAX_VALUE : RETENTION);
    store.setReuseSpace(!isTaken);
  }

  private synchronized void begin() {
    if (isTaken) {
      throw new TidingsException(
          ErrorType.CONFLICT, "A backup is running already. Wait until it has ended.");
    }
    isTaken = true;
    retain(store);
  }

  private synchronized void end() {
    isTaken = false;
    retain(store);
  }

  /** Takes one; commits wait for the moment that it takes. */
  DatabaseBackup take(H2Connection connection) throws SQLException {
    requireRoom();
    begin();
    H2Snapshot snapshot = new H2Snapshot(connection.store(), file, freeSpace, this::end);
    boolean isComplete = false;
    writing.lock();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
      connection.runWhileNobodyWrites(snapshot::begin);
      isComplete = true;
    } finally {
      writing.unlock();
      if (!isComplete) {
        snapshot.close();
      }
    }
    return snapshot;
  }

  private void requireRoom() {
    try {
      long needed = Math.max(Files.size(file), ROOM);
      long usable = freeSpace.of(file);
      if (usable < needed) {
        throw TidingsException.retryLater(
            ErrorType.UNAVAILABLE,
            "The disk of %s has %d MiB left. A backup needs %d MiB, because the file grows while it runs. Make room, then try again."
                .formatted(file.getParent(), mib(usable), mib(needed)),
            RETRY_AFTER);
      }
    } catch (IOException unknown) {
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE,
          "The free space of the disk of %s is unknown (%s)."
              .formatted(file.getParent(), unknown.getMessage()),
          RETRY_AFTER);
    }
  }

  private static long mib(long bytes) {
    return bytes / 1_024 / 1_024;
  }
}
