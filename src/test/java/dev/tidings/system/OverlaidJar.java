package dev.tidings.system;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The runnable JAR with classes of an application in its WAR, as an overlay has them. */
final class OverlaidJar {
  private static final String WAR = "MICRO-INF/deploy/ROOT.war";
  private static final Path TEST_CLASSES = Path.of("target", "test-classes");

  private OverlaidJar() {}

  static Path with(Path directory, Class<?>... added) throws IOException {
    Path jar = Files.copy(TidingsProcess.JAR, directory.resolve("overlaid.jar"));
    Path war = directory.resolve("overlaid.war");
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Files.copy(files.getPath(WAR), war);
      try (FileSystem classes = FileSystems.newFileSystem(war)) {
        for (Class<?> one : added) {
          String name = one.getName().replace('.', '/') + ".class";
          Path place = classes.getPath("WEB-INF/classes", name);
          Files.createDirectories(place.getParent());
          Files.copy(TEST_CLASSES.resolve(name), place);
        }
      }
      Files.copy(war, files.getPath(WAR), StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
  }
}
