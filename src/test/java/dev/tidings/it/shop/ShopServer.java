package dev.tidings.it.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Directories;
import dev.tidings.fixture.Ports;
import dev.tidings.fixture.WildFlyCommand;
import dev.tidings.system.TidingsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** A server with the host application, as a process of its own that can be killed. */
final class ShopServer implements AutoCloseable {
  private static final Path PAYARA =
      Path.of(System.getProperty("it.directory"), "payara-micro.jar").toAbsolutePath();

  /** What the servers say when they do not deploy the application. */
  private static final List<String> FAILURES =
      List.of(
          "Exception while preparing the app", "Exception while loading the app", "WFLYSRV0026");

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final Path war;
  private Process process;
  private Path output;
  private int port;

  /** One whose application has Tidings use its data source. */
  static ShopServer withDataSourceOfTheShop(Path directory, ShopDataSource dataSource) {
    return of(directory, dataSource, Map.of("tidings.db.data-source", ShopDatabase.DATA_SOURCE));
  }

  /** One whose application has a data source, of which Tidings knows nothing. */
  static ShopServer withDataSourceOfOurs(Path directory, ShopDataSource dataSource) {
    return of(
        directory, dataSource, Map.of("tidings.data.dir", directory.resolve("own").toString()));
  }

  /** One whose application has Tidings use its data source by a producer. */
  static ShopServer withProducer(Path directory, ShopDataSource dataSource) {
    return new ShopServer(
        directory, ShopArchive.write(directory, dataSource, Map.of(), ShopProducer.class));
  }

  private static ShopServer of(
      Path directory, ShopDataSource dataSource, Map<String, String> settings) {
    return new ShopServer(directory, ShopArchive.write(directory, dataSource, settings));
  }

  private ShopServer(Path directory, Path war) {
    this.directory = directory;
    this.war = war;
  }

  /** Starts it and waits until the application answers. */
  ShopServer start() {
    launch();
    boolean isUp = false;
    try {
      await("the shop answers")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> status("/orders") == 200 || hasFailed());
      assertThat(hasFailed()).as(output()).isFalse();
      isUp = true;
    } catch (ConditionTimeoutException silent) {
      throw new AssertionError("The shop does not answer: " + output(), silent);
    } finally {
      if (!isUp) {
        close();
      }
    }
    return this;
  }

  private void launch() {
    port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:MetaspaceSize=256m",
            "-Dtidings.security.pbkdf2-iterations=1000",
            "-Dtidings.admin.password=" + TidingsProcess.ADMIN_PASSWORD,
            "-Dtidings.demo.password=" + TidingsProcess.DEMO_PASSWORD,
            "-Djava.io.tmpdir=" + directory.resolve("tmp")));
    try {
      Directories.delete(directory.resolve("tmp"));
      Directories.delete(directory.resolve("wildfly"));
      Files.createDirectories(directory.resolve("tmp"));
      command.addAll(ofServer());
      output = Files.createTempFile(directory, "server-", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TIDINGS_"));
      process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<String> ofServer() {
    return System.getProperty("arquillian.launch").equals("wildfly")
        ? WildFlyCommand.of(
            Path.of(System.getProperty("it.wildfly.home")).toAbsolutePath(), directory, war, port)
        : List.of(
            "-jar",
            PAYARA.toString(),
            "--deploy",
            war.toString(),
            "--nohazelcast",
            "--disablephonehome",
            "--port",
            Integer.toString(port));
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Orders; what the application says, or nothing if the server ended. */
  Optional<HttpResponse<String>> order(String id, ShopFault fault) {
    return send(
        HttpRequest.newBuilder(uri("/orders?id=%s&fault=%s".formatted(id, fault)))
            .POST(BodyPublishers.noBody()));
  }

  /** The orders that are stored. */
  List<String> orders() {
    return lines("/orders");
  }

  /** The messages that have come since the last time. */
  List<String> messages() {
    return lines("/messages");
  }

  List<String> tables() {
    return lines("/tables");
  }

  private List<String> lines(String path) {
    HttpResponse<String> response = answer(path).orElseThrow();
    if (response.statusCode() != 200) {
      throw new AssertionError(response.body() + output());
    }
    return response.body().lines().toList();
  }

  private boolean hasFailed() {
    return !process.isAlive() || FAILURES.stream().anyMatch(output()::contains);
  }

  private int status(String path) {
    return answer(path).map(HttpResponse::statusCode).orElse(0);
  }

  private Optional<HttpResponse<String>> answer(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return Optional.of(
          http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString()));
    } catch (IOException ended) {
      return Optional.empty();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupt);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d/shop%s".formatted(port, path));
  }

  /** Ends it without any warning, if it has not ended. */
  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
