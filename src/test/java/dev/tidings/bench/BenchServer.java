package dev.tidings.bench;

import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A server with the benchmarks' WAR, as a process that is started as any operator would. */
final class BenchServer implements Meters, AutoCloseable {
  static final Login ADMIN = new Login("admin", "admin-of-the-benchmarks");

  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** What WildFly prints when it has started with errors. */
  private static final String FAILED_DEPLOYMENT = "WFLYSRV0026";

  private final Process process;
  private final Path output;
  private final int port;
  private final DiskMeter disk;
  private final long startedAt = System.nanoTime();
  private Duration startTook = Duration.ZERO;

  private BenchServer(Process process, Path output, int port, DiskMeter disk) {
    this.process = process;
    this.output = output;
    this.port = port;
    this.disk = disk;
  }

  /** What comes after the options of the virtual machine, which runs in that directory. */
  interface Command {
    List<String> of(Path directory, int port);
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param directory for everything that it writes; absolute, as the server runs in it
   * @param settings variables of its environment
   * @param options of its virtual machine
   */
  static BenchServer start(
      Path directory, Map<String, String> settings, Command command, List<String> options) {
    int port = Ports.free();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
    line.addAll(options);
    line.addAll(command.of(directory, port));
    BenchServer server = launch(directory, settings, line, port);
    try {
      await("the server is ready")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .until(server::isReady);
      server.startTook = Duration.ofNanos(System.nanoTime() - server.startedAt);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static BenchServer launch(
      Path directory, Map<String, String> settings, List<String> command, int port) {
    try {
      Files.createDirectories(directory.resolve("tmp"));
      // Beside the directory, which is deleted in the end.
      Path output = directory.resolveSibling(directory.getFileName() + "-server.log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TIDINGS_"));
      builder.environment().putAll(settings);
      builder.environment().put("TIDINGS_ADMIN_PASSWORD", ADMIN.password());
      // Thousands of endpoints are made, which is not what is measured.
      builder.environment().put("TIDINGS_SECURITY_PBKDF2_ITERATIONS", "1024");
      // A thousand messages of 1 KiB in one request.
      builder.environment().put("TIDINGS_HTTP_MAX_BODY", "4194304");
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      // Who ends the benchmarks ends the server, too.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new BenchServer(process, output, port, DiskMeter.of(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() throws IOException {
    String printed = Files.readString(output);
    if (!process.isAlive() || printed.contains(FAILED_DEPLOYMENT)) {
      throw new BenchmarkFailure("The server ended, or runs without its WAR: " + printed);
    }
    return printed.contains(" ready:");
  }

  int port() {
    return port;
  }

  /** From the start of the process to the ready line. */
  Duration startTook() {
    return startTook;
  }

  long processId() {
    return process.pid();
  }

  @Override
  public OptionalLong flushes() {
    return disk.flushes();
  }

  @Override
  public long serverNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
