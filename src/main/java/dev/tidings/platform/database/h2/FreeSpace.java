package dev.tidings.platform.database.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes the disk of a file can still take from this process. */
interface FreeSpace {
  FreeSpace OF_DISK = file -> Files.getFileStore(file).getUsableSpace();

  long of(Path file) throws IOException;
}
