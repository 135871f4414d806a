package dev.tidings.platform.database;

import dev.tidings.platform.database.h2.InterruptSafeFile;
import dev.tidings.platform.database.h2.InterruptSafeFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;

/** A disk that takes no more, or does not keep what it took, in place of that of the server. */
final class FullDisk implements AutoCloseable {
  /** H2 makes its files by itself. */
  private static volatile FullDisk current;

  volatile boolean isFull;
  volatile boolean isFailing;

  /** The disk of every database that is opened from now on, until it is closed. */
  FullDisk() {
    current = this;
    FilePath.register(new Place());
  }

  @Override
  public void close() {
    InterruptSafeFileSystem.register();
  }

  /** A file as those of the server are, on the disk. */
  public static final class Place extends FilePathWrapper {
    @Override
    public String getScheme() {
      return InterruptSafeFileSystem.SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      Path file = Path.of(unwrap().toString());
      return new InterruptSafeFile(
          new Limited(
              current, AsynchronousFileChannel.open(file, FileUtils.modeToOptions(mode), null)));
    }
  }

  private static final class Limited extends ChannelOfTests {
    private final FullDisk disk;

    private Limited(FullDisk disk, AsynchronousFileChannel channel) {
      super(channel);
      this.disk = disk;
    }

    @Override
    public Future<Integer> write(ByteBuffer from, long position) {
      return disk.isFull
          ? CompletableFuture.failedFuture(new IOException("No space left on device"))
          : super.write(from, position);
    }

    @Override
    public void force(boolean isMetadataToo) throws IOException {
      if (disk.isFailing) {
        throw new IOException("Input/output error");
      }
      super.force(isMetadataToo);
    }
  }
}
