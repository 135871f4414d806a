package dev.tidings.system;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The packaged server in a process of its own, with its data in a directory of the test's. */
public final class TidingsProcess implements AutoCloseable {
  public static final Path JAR = Path.of("target", "tidings-micro.jar").toAbsolutePath();
  public static final String ADMIN_PASSWORD = "admin-of-the-tests";
  public static final String DEMO_PASSWORD = "demo-of-the-tests";
  public static final Map<String, String> PASSWORDS =
      Map.of("TIDINGS_ADMIN_PASSWORD", ADMIN_PASSWORD, "TIDINGS_DEMO_PASSWORD", DEMO_PASSWORD);

  /** With the default, hashing passwords is a sixth of the work of a start. ReadmeIT has it. */
  static final String ITERATIONS = "TIDINGS_SECURITY_PBKDF2_ITERATIONS";

  static final String FEW_ITERATIONS = "1000";

  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final Path output;
  private final int port;

  private TidingsProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /** Starts a server with the passwords above and waits until it answers. */
  public static TidingsProcess start(Path directory) {
    return start(directory, PASSWORDS);
  }

  /** Starts a server with these variables of the environment and waits until it answers. */
  public static TidingsProcess start(Path directory, Map<String, String> environment) {
    return ready(launch(directory, environment));
  }

  /** Starts a server out of another JAR with the passwords above and waits until it answers. */
  public static TidingsProcess start(Path jar, Path directory) {
    return ready(launch(jar, directory, PASSWORDS, Ports.free()));
  }

  /** Waits until a server answers; one that does not is ended. */
  static TidingsProcess ready(TidingsProcess server) {
    try {
      return server.awaitReady();
    } catch (RuntimeException | Error e) {
      server.printThreads();
      server.kill();
      throw new AssertionError("The server has not begun: " + server.output(), e);
    }
  }

  /** Has a server that does not go on say where it stands, at the end of its output. */
  private void printThreads() {
    if (process.isAlive()) {
      signal("-QUIT");
      await("it says where its threads are")
          .atMost(Duration.ofSeconds(30))
          .until(() -> !process.isAlive() || output().contains("Full thread dump"));
    }
  }

  /** Starts a server and returns at once, for starts that are meant to fail. */
  public static TidingsProcess launch(Path directory, Map<String, String> environment) {
    return launch(directory, environment, Ports.free());
  }

  /** Starts a server on that port and returns at once. */
  static TidingsProcess launch(Path directory, Map<String, String> environment, int port) {
    return launch(JAR, directory, environment, port);
  }

  static TidingsProcess launch(
      Path jar, Path directory, Map<String, String> environment, int port) {
    Path temporary = directory.resolve("tmp");
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("TIDINGS_DATA_DIR", directory.resolve("data").toString());
    variables.putIfAbsent(ITERATIONS, FEW_ITERATIONS);
    List<String> command =
        List.of(
            java(),
            // Half the work of a start is compiling for a long life, which a test does not have.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            // The classes of a server need as much; until then, each step up costs a collection.
            "-XX:MetaspaceSize=256m",
            // What a killed server leaves behind goes away with the directory.
            "-Djava.io.tmpdir=" + temporary,
            "-jar",
            jar.toString(),
            "--port",
            Integer.toString(port));
    return launch(command, directory, variables, port);
  }

  /** Runs any command that ends up as a server on that port. */
  public static TidingsProcess launch(
      List<String> command, Path directory, Map<String, String> environment, int port) {
    try {
      Files.createDirectories(directory.resolve("tmp"));
      Path output = Files.createTempFile(directory, "server-", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TIDINGS_"));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      return new TidingsProcess(builder.start(), output, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Waits until the server asks for credentials, which it does only when it serves. Nobody knocks
   * before it says that it does: somebody else might have its port, and never answer.
   */
  public TidingsProcess awaitReady() {
    TidingsClient stranger = client("", "");
    await("the server answers")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .failFast("it ended", () -> assertThat(process.isAlive()).as(output()).isTrue())
        .until(() -> output().contains(" ready:") && statusOrZero(stranger) == 401);
    return this;
  }

  private static int statusOrZero(TidingsClient client) {
    try {
      return client.get("/api/v1/admin/config").status();
    } catch (CompletionException e) {
      return 0;
    }
  }

  public int port() {
    return port;
  }

  public TidingsClient admin() {
    return client("admin", ADMIN_PASSWORD);
  }

  /** With an empty name, a client that has no credentials. */
  public TidingsClient client(String username, String password) {
    return new TidingsClient(URI.create("http://127.0.0.1:" + port), username, password);
  }

  /** Everything that the server has printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the server ends by itself. */
  public int exitCode() {
    return process.onExit().orTimeout(START_LIMIT.toMinutes(), MINUTES).join().exitValue();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the server as an operator does. */
  public void stop() {
    process.destroy();
    process.onExit().orTimeout(2, MINUTES).join();
  }

  /** Ends the server without any warning, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Lets the server stand still, as a long garbage collection does; it does not notice. */
  public void pause() {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void goOn() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
      assertThat(kill.onExit().orTimeout(1, MINUTES).join().exitValue()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
