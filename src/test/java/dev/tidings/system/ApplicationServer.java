package dev.tidings.system;

import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Directories;
import dev.tidings.fixture.Ports;
import dev.tidings.fixture.WildFlyCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The servers as they are downloaded. */
enum ApplicationServer {
  PAYARA_MICRO {
    @Override
    List<String> command(Path war, Path directory, int port) {
      return List.of(
          "-jar",
          Path.of("target", "payara-micro.jar").toAbsolutePath().toString(),
          "--nohazelcast",
          "--disablephonehome",
          "--port",
          Integer.toString(port),
          "--deploy",
          war.toString());
    }
  },
  WILDFLY {
    @Override
    List<String> command(Path war, Path directory, int port) {
      Path home = Path.of("target", "wildfly-39.0.1.Final").toAbsolutePath();
      // That of an earlier start, which copies it.
      Directories.delete(directory.resolve("wildfly"));
      return WildFlyCommand.of(home, directory, war, port);
    }
  };

  private static final Duration START_LIMIT = Duration.ofMinutes(4);

  /** What follows the options of the virtual machine that both get. */
  abstract List<String> command(Path war, Path directory, int port);

  /** Starts it in a directory, which need not be empty, and waits until a path answers. */
  TidingsProcess start(Path war, Path directory, String path) {
    TidingsProcess server = launch(war, directory, Map.of());
    try {
      await(this + " answers")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(300))
          .failFast("it ended", () -> !server.isAlive())
          .until(() -> status(server, path) == 200);
      return server;
    } catch (RuntimeException | Error failure) {
      server.kill();
      throw new AssertionError(this + " does not serve " + war + ": " + server.output(), failure);
    }
  }

  /** Starts it and returns at once. */
  TidingsProcess launch(Path war, Path directory, Map<String, String> environment) {
    int port = Ports.free();
    List<String> command =
        new ArrayList<>(
            List.of(
                TidingsProcess.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:MetaspaceSize=256m",
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-Djboss.bind.address=127.0.0.1"));
    command.addAll(command(war, directory, port));
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent(TidingsProcess.ITERATIONS, TidingsProcess.FEW_ITERATIONS);
    return TidingsProcess.launch(command, directory, variables, port);
  }

  private static int status(TidingsProcess server, String path) {
    try {
      return server.client("", "").get(path).status();
    } catch (CompletionException notYet) {
      return 0;
    }
  }
}
