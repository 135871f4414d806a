package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds projects of others with what {@code mvn install} puts into the local repository. The
 * repository is a directory of the test's, with links to what is in the real one.
 */
final class MavenBuild {
  private static final Path REAL_REPOSITORY =
      Path.of(
          System.getProperty(
              "maven.repo.local",
              System.getProperty(
                  "localRepository", System.getProperty("user.home") + "/.m2/repository")));

  private final Path repository;

  private MavenBuild(Path repository) {
    this.repository = repository;
  }

  /** With the jars that the build of Tidings has made. */
  static MavenBuild withTidings(Path directory) {
    Path repository = directory.resolve("repository");
    link(REAL_REPOSITORY, repository, "dev");
    link(REAL_REPOSITORY.resolve("dev"), repository.resolve("dev"), "tidings");
    MavenBuild build = new MavenBuild(repository);
    build.run(
        Path.of("").toAbsolutePath(),
        "install:install-file@tidings-embedded",
        "install:install-file@tidings-embedded-http");
    return build;
  }

  /** All that is in one directory, but for one name. */
  private static void link(Path from, Path to, String except) {
    try (Stream<Path> files = Files.isDirectory(from) ? Files.list(from) : Stream.empty()) {
      Files.createDirectories(to);
      for (Path file : files.filter(file -> !file.endsWith(except)).toList()) {
        Files.createSymbolicLink(to.resolve(file.getFileName()), file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Copies a project without what was built in it, builds it, and returns its archive. */
  Path copyAndPackage(Path project, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = project.relativize(file);
        if (!relative.startsWith("target")) {
          Files.createDirectories(to.resolve(relative).getParent());
          Files.copy(file, to.resolve(relative));
        }
      }
    }
    return packageWar(to);
  }

  /** Builds a project, and returns its archive. */
  Path packageWar(Path project) throws IOException {
    run(project, "package");
    try (Stream<Path> built = Files.list(project.resolve("target"))) {
      return built.filter(file -> file.toString().endsWith(".war")).findFirst().orElseThrow();
    }
  }

  void run(Path project, String... goals) {
    List<String> command =
        new ArrayList<>(List.of("mvn", "-B", "-q", "-Dmaven.repo.local=" + repository));
    command.addAll(List.of(goals));
    try {
      Process maven =
          new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
      String output = new String(maven.getInputStream().readAllBytes(), UTF_8);
      int exitCode = maven.onExit().orTimeout(5, MINUTES).join().exitValue();
      assertThat(exitCode).as(output).isZero();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
