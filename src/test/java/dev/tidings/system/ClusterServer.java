package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;

/** One of several servers on a database; it can be killed and started again. */
final class ClusterServer implements AutoCloseable {
  private final Path directory;
  private final Map<String, String> environment;
  private TidingsProcess process;

  /** One that is not up yet. */
  ClusterServer(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  boolean isUp() {
    return process != null;
  }

  /** Starts it without waiting. */
  void launch() {
    process = TidingsProcess.launch(directory, environment);
  }

  void awaitReady() {
    process = TidingsProcess.ready(process);
  }

  /** Ends it without any warning. */
  void kill() {
    process.kill();
    process = null;
  }

  /** An endpoint of a test's. */
  TidingsClient client(String name) {
    return new Setup(process).client(name);
  }

  TidingsClient admin() {
    return process.admin();
  }

  int port() {
    return process.port();
  }

  /** An endpoint of the demo. */
  TidingsClient demo() {
    return process.client("demo", TidingsProcess.DEMO_PASSWORD);
  }

  /** Makes something that administrators make, and returns its id. */
  long create(String kind, JsonObject settings) {
    return process
        .admin()
        .post("/api/v1/admin/" + kind, settings)
        .expect(201)
        .object()
        .getJsonNumber("id")
        .longValue();
  }

  void change(String kind, long id, JsonObject change) {
    process
        .admin()
        .send(
            "PATCH",
            "/api/v1/admin/%s/%d".formatted(kind, id),
            "application/json",
            change.toString().getBytes(UTF_8),
            "If-Match",
            "*")
        .expect(200);
  }

  @Override
  public void close() {
    if (isUp()) {
      kill();
    }
  }
}
