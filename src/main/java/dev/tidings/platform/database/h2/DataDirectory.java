package dev.tidings.platform.database.h2;

import dev.tidings.platform.settings.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory of the embedded database. Only the owner of the process can read it. */
final class DataDirectory {
  private static final String NAME = "tidings";

  private final Path path;

  DataDirectory(String path) {
    if (path.contains(";")) {
      // What follows would become part of the database's address.
      throw new StartFailure("tidings.data.dir must not hold a semicolon: " + path);
    }
    this.path = Path.of(path).toAbsolutePath().normalize();
  }

  /** The database as H2 wants it named: without the ending of its file. */
  String databaseName() {
    return path.resolve(NAME).toString();
  }

  Path databaseFile() {
    return path.resolve(NAME + ".mv.db");
  }

  /**
   * Makes the directory and the file, so that not even the first moment has wider rights.
   *
   * @return whether nothing is in the file yet
   */
  boolean prepare() {
    try {
      if (Files.notExists(path)) {
        Files.createDirectories(path);
        restrict(path, "rwx------");
      }
      if (Files.notExists(databaseFile())) {
        Files.createFile(databaseFile());
        flush();
      }
      restrict(databaseFile(), "rw-------");
      return Files.size(databaseFile()) == 0;
    } catch (IOException | UncheckedIOException failure) {
      throw new StartFailure(
          "Cannot make the database file %s (%s): set tidings.data.dir to a directory that this process may write."
              .formatted(databaseFile(), failure),
          failure);
    }
  }

  private void restrict(Path target, String rights) throws IOException {
    if (isPosix()) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(rights));
    }
  }

  /** A new file is only safe once the directory that names it is. */
  private void flush() throws IOException {
    if (isPosix()) {
      try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
