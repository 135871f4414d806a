package dev.tidings.platform.database;

import dev.tidings.platform.database.h2.InterruptSafeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;

/**
 * A disk for one file, which keeps what it was forced to keep, and of what was written since only
 * what came last.
 */
final class UnorderedDisk {
  static final String SCHEME = "unordered";

  /** H2 makes its files by itself. */
  private static volatile UnorderedDisk current;

  private final List<Write> since = new ArrayList<>();
  private byte[] kept = {};

  private record Write(long position, ByteBuffer bytes) {}

  /** Makes the disk that the scheme stands for from now on. */
  static UnorderedDisk create() {
    current = new UnorderedDisk();
    FilePath.register(new Place());
    return current;
  }

  /** Writes down what could be found after a loss of power now. */
  synchronized void cut(Path image, Random random) throws IOException {
    Files.write(image, kept);
    try (FileChannel file = FileChannel.open(image, StandardOpenOption.WRITE)) {
      for (Write write : since.subList(random.nextInt(since.size() + 1), since.size())) {
        file.write(write.bytes().duplicate(), write.position());
      }
    }
  }

  private synchronized void written(long position, ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    since.add(new Write(position, copy));
  }

  private synchronized void forced(Path file) throws IOException {
    kept = Files.readAllBytes(file);
    since.clear();
  }

  /** A file as those of the server are, on the disk. */
  public static final class Place extends FilePathWrapper {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
      Path file = Path.of(unwrap().toString());
      return new InterruptSafeFile(
          new Watched(
              current,
              file,
              AsynchronousFileChannel.open(file, FileUtils.modeToOptions(mode), null)));
    }
  }

  private static final class Watched extends ChannelOfTests {
    private final UnorderedDisk disk;
    private final Path file;

    private Watched(UnorderedDisk disk, Path file, AsynchronousFileChannel channel) {
      super(channel);
      this.disk = disk;
      this.file = file;
    }

    @Override
    public Future<Integer> write(ByteBuffer from, long position) {
      disk.written(position, from);
      return super.write(from, position);
    }

    @Override
    public void force(boolean isMetadataToo) throws IOException {
      super.force(isMetadataToo);
      disk.forced(file);
    }
  }
}
