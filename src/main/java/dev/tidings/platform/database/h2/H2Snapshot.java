package dev.tidings.platform.database.h2;

import dev.tidings.api.DatabaseBackup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The database file as it was at one moment. A database that is opened with it finds what it would
 * find after a crash at that moment: everything that was committed, and nothing by half.
 *
 * <p>Reads through the channel of H2: to open the file a second time and close it would release the
 * lock that keeps other processes from it.
 */
final class H2Snapshot implements DatabaseBackup {
  /** Two copies of a block that H2 overwrites where they are. */
  private static final int HEADER = 2 * 4_096;

  private static final int PART = 128 * 1_024;

  /** What the file may grow by meanwhile, or twice its size if that is more. */
  private static final long LEAST_GROWTH = 256L * 1_024 * 1_024;

  /** What is left of the disk for others. */
  private static final long LEAST_USABLE = 32L * 1_024 * 1_024;

  private final MVStore store;
  private final Path file;
  private final FreeSpace freeSpace;
  private final Runnable onClose;
  private byte[] header = {};
  private SnapshotGuard guard;
  private long size;
  private long position;
  private volatile boolean isClosed;

  /**
   * One that has not begun.
   *
   * @param onClose is run once
   */
  H2Snapshot(MVStore store, Path file, FreeSpace freeSpace, Runnable onClose) {
    this.store = store;
    this.file = file;
    this.freeSpace = freeSpace;
    this.onClose = onClose;
  }

  /** Holds on to this moment, in which nobody else writes. */
  void begin() {
    FileStore<?> content = store.getFileStore();
    size = content.size();
    guard = SnapshotGuard.of(file, size);
    header = bytes(content.readFully(null, 0, HEADER));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public byte[] read() throws IOException {
    int length = (int) Math.min(PART, size - position);
    if (length > 0) {
      requireRoom();
    }
    byte[] part = position == 0 ? header : read(length);
    requireUnchanged();
    position += part.length;
    return part;
  }

  private byte[] read(int length) throws IOException {
    if (length == 0) {
      return new byte[0];
    }
    try {
      return bytes(store.getFileStore().readFully(null, position, length));
    } catch (MVStoreException closed) {
      throw new IOException("The database was closed meanwhile", closed);
    }
  }

  /** What is overwritten is marked before it is, so what was read until then is sound. */
  private void requireUnchanged() throws IOException {
    if (isClosed) {
      throw new IOException("The backup has ended");
    }
    if (guard.isBroken()) {
      throw new IOException("The database has overwritten what was not read yet");
    }
  }

  private void requireRoom() throws IOException {
    long growth = store.getFileStore().size() - size;
    if (growth > Math.max(2 * size, LEAST_GROWTH)) {
      throw new IOException("The file has grown by %d bytes meanwhile".formatted(growth));
    }
    if (freeSpace.of(file) < LEAST_USABLE) {
      throw new IOException("The disk of %s is nearly full".formatted(file.getParent()));
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    if (guard != null) {
      guard.close();
    }
    onClose.run();
  }
}
