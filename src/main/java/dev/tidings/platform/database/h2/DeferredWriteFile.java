package dev.tidings.platform.database.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file whose writes are kept in memory until they are released, and then reach it in the same
 * order. If it is closed before, it is unchanged. After the release, reads and writes need no lock.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class DeferredWriteFile extends FileBaseDefault {
  /** A start that writes more changes the schema, and then the file was found sound long before. */
  static final long MOST_BYTES = 64L * 1_024 * 1_024;

  private static final int BLOCK = 4_096;

  private final FileChannel file;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Long, byte[]> blocks = new HashMap<>();
  private long size;

  /** How much of the file itself still shows. */
  private long showing;

  private long bytes;
  private volatile boolean isHeld = true;

  /** Something that was done to the file. */
  @FunctionalInterface
  private interface Step {
    void doTo(FileChannel file) throws IOException;
  }

  DeferredWriteFile(FileChannel file) throws IOException {
    this.file = file;
    size = file.size();
    showing = size;
  }

  /** Has all of it done to the file, and what comes from now on at once. */
  synchronized void release() throws IOException {
    for (Step step : steps) {
      step.doTo(file);
    }
    steps.clear();
    blocks.clear();
    isHeld = false;
  }

  @Override
  public long size() throws IOException {
    return isHeld ? heldSize() : file.size();
  }

  private synchronized long heldSize() throws IOException {
    return isHeld ? size : file.size();
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return isHeld ? readHeld(into, position) : file.read(into, position);
  }

  private synchronized int readHeld(ByteBuffer into, long position) throws IOException {
    if (!isHeld) {
      return file.read(into, position);
    }
    int count = (int) Math.min(into.remaining(), size - position);
    if (count <= 0) {
      return into.hasRemaining() ? -1 : 0;
    }
    long at = position;
    for (int left = count; left > 0; ) {
      int begin = (int) (at % BLOCK);
      int length = Math.min(left, BLOCK - begin);
      into.put(block(at / BLOCK), begin, length);
      at += length;
      left -= length;
    }
    return count;
  }

  /** As it is now, to be looked at. */
  private byte[] block(long number) throws IOException {
    byte[] held = blocks.get(number);
    return held == null ? blockOfFile(number) : held;
  }

  private byte[] blockOfFile(long number) throws IOException {
    long begin = number * BLOCK;
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    block.limit((int) Math.max(0, Math.min(BLOCK, showing - begin)));
    while (block.hasRemaining() && file.read(block, begin + block.position()) > 0) {
      // Files may give less than was asked for.
    }
    return block.array();
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return isHeld ? writeHeld(from, position) : file.write(from, position);
  }

  private synchronized int writeHeld(ByteBuffer from, long position) throws IOException {
    if (!isHeld) {
      return file.write(from, position);
    }
    byte[] written = new byte[from.remaining()];
    from.get(written);
    steps.add(target -> writeAll(target, written, position));
    keep(written, position);
    size = Math.max(size, position + written.length);
    bytes += written.length;
    if (bytes > MOST_BYTES) {
      release();
    }
    return written.length;
  }

  private static void writeAll(FileChannel file, byte[] bytes, long position) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      file.write(rest, position + rest.position());
    }
  }

  private void keep(byte[] written, long position) throws IOException {
    for (int done = 0; done < written.length; ) {
      long number = (position + done) / BLOCK;
      int begin = (int) ((position + done) % BLOCK);
      int length = Math.min(written.length - done, BLOCK - begin);
      byte[] block = block(number);
      System.arraycopy(written, done, block, begin, length);
      blocks.put(number, block);
      done += length;
    }
  }

  @Override
  protected void implTruncate(long newSize) throws IOException {
    if (isHeld) {
      truncateHeld(newSize);
    } else {
      file.truncate(newSize);
    }
  }

  private synchronized void truncateHeld(long newSize) throws IOException {
    if (!isHeld) {
      file.truncate(newSize);
      return;
    }
    if (newSize < size) {
      steps.add(target -> target.truncate(newSize));
      if (newSize % BLOCK != 0) {
        byte[] last = block(newSize / BLOCK);
        Arrays.fill(last, (int) (newSize % BLOCK), BLOCK, (byte) 0);
        blocks.put(newSize / BLOCK, last);
      }
      blocks.keySet().removeIf(number -> number * BLOCK >= newSize);
      showing = Math.min(showing, newSize);
      size = newSize;
    }
  }

  @Override
  public void force(boolean isMetadataToo) throws IOException {
    if (isHeld) {
      forceHeld(isMetadataToo);
    } else {
      file.force(isMetadataToo);
    }
  }

  private synchronized void forceHeld(boolean isMetadataToo) throws IOException {
    if (isHeld) {
      steps.add(target -> target.force(isMetadataToo));
    } else {
      file.force(isMetadataToo);
    }
  }

  @Override
  public FileLock tryLock(long position, long length, boolean isShared) throws IOException {
    return file.tryLock(position, length, isShared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
