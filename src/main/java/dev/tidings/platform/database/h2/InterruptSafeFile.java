package dev.tidings.platform.database.h2;

import dev.tidings.platform.database.engine.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file that stays open when a thread that accesses it is interrupted. Of the JDK's channels, only
 * the asynchronous one does. All I/O runs in the calling thread.
 *
 * <p>H2 never overwrites what its latest state needs, only what an earlier state needed. A loss of
 * power must leave one complete state, in whatever order the disk writes. Therefore the file is
 * forced before space that was forced once is overwritten.
 */
// Reads and writes at places that they are told have nothing to keep from each other.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
public final class InterruptSafeFile extends FileBaseDefault {
  /** Two copies of a block at the beginning that belong to no state: there H2 begins to search. */
  private static final long HEADER = 2 * 4_096;

  private final AsynchronousFileChannel channel;
  private final Path path;

  /** What was written before the file was opened, by whomever, may not be on disk either. */
  private final AtomicLong writes = new AtomicLong(1);

  private volatile long forcedWrites;
  private volatile long forcedSize;

  InterruptSafeFile(Path path, Set<? extends OpenOption> options) throws IOException {
    this(AsynchronousFileChannel.open(path, options, new CallersThread()), path);
  }

  /** On a channel that does its work at once. */
  public InterruptSafeFile(AsynchronousFileChannel channel) throws IOException {
    this(channel, Path.of(""));
  }

  private InterruptSafeFile(AsynchronousFileChannel channel, Path path) throws IOException {
    this.channel = channel;
    this.path = path;
    forcedSize = channel.size();
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return result(channel.read(into, position));
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    boolean isOverwriting = position >= HEADER && position < forcedSize;
    if (position >= HEADER) {
      SnapshotGuard.changing(path, position);
    }
    if (isOverwriting && writes.get() > forcedWrites) {
      force(false);
    }
    try {
      return result(channel.write(from, position));
    } finally {
      writes.incrementAndGet();
    }
  }

  /** Which is there: nobody else could have done the work later. */
  private static int result(Future<Integer> done) throws IOException {
    try {
      return done.get();
    } catch (InterruptedException never) {
      throw new IllegalStateException("The file was left to another thread", never);
    } catch (ExecutionException failure) {
      throw new IOException(failure.getCause());
    }
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    SnapshotGuard.changing(path, size);
    channel.truncate(size);
  }

  /**
   * Never the times of the file, which would be one more write each time, and nobody reads them.
   */
  @Override
  public void force(boolean isMetadataToo) throws IOException {
    long before = writes.get();
    long size = channel.size();
    try {
      channel.force(false);
    } catch (IOException failure) {
      throw new StorageFailure.UnforcedException(failure);
    }
    noteForced(before, size);
  }

  /** Of two who force it at once, the one who began later knows more. */
  private synchronized void noteForced(long before, long size) {
    forcedWrites = Math.max(forcedWrites, before);
    forcedSize = Math.max(forcedSize, size);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean isShared) throws IOException {
    return channel.tryLock(position, size, isShared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }

  /** Does everything at once, and so has nothing to end. */
  private static final class CallersThread extends AbstractExecutorService {
    @Override
    public void execute(Runnable work) {
      work.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return false;
    }
  }
}
