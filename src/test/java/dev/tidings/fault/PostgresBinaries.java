package dev.tidings.fault;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of PostgreSQL. The library that brings them starts servers that do not flush, so it
 * only unpacks here.
 */
final class PostgresBinaries {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final int OWNER_MAY_EXECUTE = 0100;

  private PostgresBinaries() {}

  /** One of them, unpacked when first asked for. */
  static synchronized String program(String name) {
    try {
      return home().resolve("bin").resolve(name).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path home() throws IOException {
    byte[] archive = archive();
    CRC32 checksum = new CRC32();
    checksum.update(archive);
    Path home = TARGET.resolve("postgresql-%08x".formatted(checksum.getValue()));
    if (Files.notExists(home)) {
      Path unfinished = Files.createTempDirectory(TARGET, "postgresql-");
      unpack(archive, unfinished);
      moveUnlessThere(unfinished, home);
    }
    return home;
  }

  /** Tests in another process may have been faster; then theirs is as good. */
  private static void moveUnlessThere(Path unfinished, Path home) throws IOException {
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException failure) {
      if (Files.notExists(home)) {
        throw failure;
      }
    }
  }

  private static byte[] archive() throws IOException {
    String machine = ArchUtils.normalize(System.getProperty("os.arch"));
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            System.getProperty("os.name"), machine)) {
      return archive.readAllBytes();
    }
  }

  private static void unpack(byte[] archive, Path home) throws IOException {
    try (TarArchiveInputStream entries =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        unpack(entry, entries, home.resolve(entry.getName()));
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      boolean isProgram = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
      if (isProgram && !file.toFile().setExecutable(true)) {
        throw new IOException("Cannot make a program of " + file);
      }
    }
  }
}
