package dev.tidings.platform.database.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file that counts when H2 forces it to disk, and when it should have done so and has not. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class WatchedFile extends FileBaseDefault {
  static final String SCHEME = "watched";

  static final AtomicInteger FORCES = new AtomicInteger();

  /** Writes over what was on disk, while something newer was not. */
  static final AtomicInteger EARLY_OVERWRITES = new AtomicInteger();

  private static final int HEADER = 2 * 4_096;

  private final FileChannel file;
  private long sizeOnDisk;
  private boolean isOnDisk;

  private WatchedFile(FileChannel file) throws IOException {
    this.file = file;
    this.sizeOnDisk = file.size();
  }

  static void register() {
    FilePath.register(new Place());
  }

  /** Opens files so. */
  public static final class Place extends FilePathWrapper {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      return new WatchedFile(super.open(mode));
    }
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return file.read(into, position);
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    note(position);
    return file.write(from, position);
  }

  private synchronized void note(long position) {
    if (position >= HEADER && position < sizeOnDisk && !isOnDisk) {
      EARLY_OVERWRITES.incrementAndGet();
    }
    isOnDisk = false;
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    file.truncate(size);
  }

  @Override
  public void force(boolean isMetadataToo) throws IOException {
    FORCES.incrementAndGet();
    noteForced(file.size());
    file.force(isMetadataToo);
  }

  private synchronized void noteForced(long size) {
    sizeOnDisk = size;
    isOnDisk = true;
  }

  @Override
  public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
    return file.tryLock(position, size, isShared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
