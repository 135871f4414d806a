package dev.tidings.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;

/**
 * The file system through which H2 reaches its file. With H2's own ones, the interrupt of a thread
 * that reads or writes closes the database for everyone, or each read and write is handed over to
 * another thread and waited for.
 */
public final class UninterruptedFiles extends FilePathWrapper {
  /** Begins the names of files that are opened in this way. */
  public static final String SCHEME = "uninterrupted";

  /** Lets H2 know the scheme, in addresses of databases too. */
  public static void register() {
    FilePath.register(new UninterruptedFiles());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new UninterruptedFile(Path.of(unwrap().toString()), FileUtils.modeToOptions(mode));
  }
}
