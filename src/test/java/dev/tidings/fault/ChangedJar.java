package dev.tidings.fault;

import dev.tidings.system.TidingsProcess;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The packaged server without a class of ours, to see what that class is good for. */
final class ChangedJar {
  private static final String WAR = "MICRO-INF/deploy/ROOT.war";

  private ChangedJar() {}

  static Path without(Class<?> ours, Path directory) throws IOException {
    Path jar = Files.copy(TidingsProcess.JAR, directory.resolve("changed.jar"));
    Path war = directory.resolve("changed.war");
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Files.copy(files.getPath(WAR), war);
      try (FileSystem classes = FileSystems.newFileSystem(war)) {
        Files.delete(
            classes.getPath("WEB-INF/classes", ours.getName().replace('.', '/') + ".class"));
      }
      Files.copy(war, files.getPath(WAR), StandardCopyOption.REPLACE_EXISTING);
    }
    return jar;
  }
}
