package dev.tidings.platform.database.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;

/**
 * The file system through which H2 accesses its file. With H2's own file systems, either the
 * interrupt of a thread that reads or writes closes the database for all connections, or another
 * thread performs each read and write while the caller waits.
 */
public final class InterruptSafeFileSystem extends FilePathWrapper {
  /** Begins the names of files that are opened in this way. */
  public static final String SCHEME = "uninterrupted";

  /** Files whose writes are to be held back, and what was opened of them. */
  private static final Map<Path, Optional<DeferredWriteFile>> HELD = new ConcurrentHashMap<>();

  /** Lets H2 know the scheme, in addresses of databases too. */
  public static void register() {
    FilePath.register(new InterruptSafeFileSystem());
  }

  /** Has writes of the file, once it is opened, stay in memory until they are released. */
  static void holdWrites(Path file) {
    HELD.put(file, Optional.empty());
  }

  /** Lets what was held back go to the file. */
  static void releaseWrites(Path file) throws IOException {
    Optional<DeferredWriteFile> held = HELD.remove(file);
    if (held != null && held.isPresent()) {
      held.get().release();
    }
  }

  /** Forgets what was held back; the file is closed, or is going to be. */
  static void forgetWrites(Path file) {
    HELD.remove(file);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    Path path = Path.of(unwrap().toString());
    InterruptSafeFile file = new InterruptSafeFile(path, FileUtils.modeToOptions(mode));
    if (!HELD.containsKey(path)) {
      return file;
    }
    DeferredWriteFile held = new DeferredWriteFile(file);
    HELD.put(path, Optional.of(held));
    return held;
  }
}
