package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The WAR that is released, with the classes that only benchmarks need beside its own. */
final class BenchWar {
  private static final Path RELEASED = Path.of("target", "tidings.war");
  private static final Path TEST_CLASSES = Path.of("target", "test-classes");
  private static final Path ADDED = TEST_CLASSES.resolve("dev/tidings/bench/server");

  private BenchWar() {}

  /** Builds it under the name that makes it answer at "/". */
  static Path build(Path directory) {
    try {
      Files.createDirectories(directory);
      Path war = directory.resolve("ROOT.war");
      Files.copy(RELEASED, war, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem archive =
          FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of())) {
        for (Path added : added()) {
          Path place =
              archive.getPath("WEB-INF/classes", TEST_CLASSES.relativize(added).toString());
          Files.createDirectories(place.getParent());
          Files.copy(added, place, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return war;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> added() throws IOException {
    try (Stream<Path> files = Files.walk(ADDED)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }
}
