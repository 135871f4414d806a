package dev.tidings.platform.database.h2;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import org.h2.message.DbException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RandomAccessStore;

/**
 * Returns space of the database file to the disk after many rows were deleted. H2 has a thread for
 * this, but only where that thread also writes commits.
 *
 * <p>Rows are deleted from chunks, the units in which H2 writes. A step writes what is left of the
 * emptiest chunks again, and moves chunks from the end of the file to free space before them. A
 * chunk whose rows were written again becomes free space a second later.
 */
final class H2Compaction {
  /** In percent; below that half of the file, or of its chunks, is of no use. */
  private static final int FILL_RATE = 50;

  /** A smaller file is left as it is. */
  private static final long SMALL = 16L * 1_024 * 1_024;

  /** What a step writes at most, while commits wait. */
  private static final int STEP = 2 * 1_024 * 1_024;

  private final H2Connection connection;
  private final Lock writing;

  /**
   * Of an open database.
   *
   * @param writing is held by whoever writes what was committed, and excludes commits
   */
  H2Compaction(H2Connection connection, Lock writing) {
    this.connection = connection;
    this.writing = writing;
  }

  /**
   * Does one step, unless the file is small or full enough, or a backup needs all that is in it.
   *
   * @return whether the next step may have something to do at once
   */
  boolean step() throws SQLException {
    MVStore store = connection.store();
    RandomAccessStore file = (RandomAccessStore) store.getFileStore();
    if (file.size() < SMALL || !file.isSpaceReused()) {
      return false;
    }
    writing.lock();
    try {
      return step(store, file);
    } catch (MVStoreException broken) {
      throw DbException.toSQLException(broken);
    } finally {
      writing.unlock();
    }
  }

  private boolean step(MVStore store, RandomAccessStore file) throws SQLException {
    long before = file.size();
    boolean hasWritten = store.compact(FILL_RATE, STEP);
    if (hasWritten) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT");
      }
    }
    file.compactMoveChunks(FILL_RATE, STEP, store);
    return hasWritten || file.size() < before;
  }
}
