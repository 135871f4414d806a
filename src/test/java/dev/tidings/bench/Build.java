package dev.tidings.bench;

import dev.tidings.fixture.WildFlyCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A packaged build as it is, with nothing added.
 *
 * @param label what it is called in tables
 * @param file the JAR with Payara Micro, or a WAR for WildFly
 * @param wildFly the directory of the WildFly, for a WAR
 */
record Build(String label, Path file, Path wildFly) {
  private static final String WAR = ".war";

  Build {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("There is no build at " + file);
    }
  }

  /** What it runs on. */
  String server() {
    return isWar() ? "WildFly" : "Payara Micro";
  }

  private boolean isWar() {
    return file.toString().endsWith(WAR);
  }

  /** Starts it; everything that it writes goes to the directory. */
  BenchServer start(Path directory, Map<String, String> settings, List<String> javaOptions) {
    return BenchServer.start(directory, settings, this::command, javaOptions);
  }

  private List<String> command(Path directory, int port) {
    return isWar()
        ? WildFlyCommand.of(wildFly, directory, file, port)
        : List.of("-jar", file.toString(), "--port", Integer.toString(port));
  }
}
