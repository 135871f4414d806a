package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Ports;
import io.opentelemetry.javaagent.OpenTelemetryAgent;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with the agent of OpenTelemetry, which prints each span as a line of JSON. */
@Tag("slow")
class TracesIT {
  private static final String TOPIC = "/demo/orders";
  private static final String PATH = "/api/v1/topics" + TOPIC;
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String BEGIN = "{\"resource\":";

  @TempDir Path directory;

  @Test
  void a_message_is_followed_from_its_publisher_to_its_receiver() throws Exception {
    int port = Ports.free();
    try (TidingsProcess server =
        TidingsProcess.ready(
            TidingsProcess.launch(command(port), directory, TidingsProcess.PASSWORDS, port))) {
      TidingsClient demo = server.client("demo", TidingsProcess.DEMO_PASSWORD);
      demo.post(PATH + "/subscription").expect(201);
      demo.post(
              PATH + "/messages",
              "text/plain",
              "secret".getBytes(UTF_8),
              "traceparent",
              "00-%s-%s-01".formatted(TRACE, CALLER))
          .expect(201);
      JsonObject message =
          demo.post(PATH + "/subscription/receive")
              .expect(200)
              .object()
              .getJsonArray("messages")
              .getJsonObject(0);
      demo.post(
              PATH + "/subscription/acknowledge",
              Json.createObjectBuilder()
                  .add("receipts", Json.createArrayBuilder().add(message.getString("receipt")))
                  .build())
          .expect(200);

      JsonObject publish = awaitSpan(server, "publish");
      JsonObject receive = awaitSpan(server, "receive");
      awaitSpan(server, "ack");

      assertThat(ancestors(server, publish)).contains(CALLER);
      assertThat(publish.getString("traceId")).isEqualTo(TRACE);
      assertThat(message.getString("traceparent"))
          .isEqualTo("00-%s-%s-01".formatted(TRACE, publish.getString("spanId")));
      assertThat(receive.getJsonArray("links").getJsonObject(0).getString("spanId"))
          .isEqualTo(publish.getString("spanId"));
      assertThat(spans(server).toList().toString()).doesNotContain("zpsk.", "secret");
    }
  }

  private List<String> command(int port) throws URISyntaxException {
    return List.of(
        TidingsProcess.java(),
        "-javaagent:" + agent(),
        "-Dotel.traces.exporter=logging-otlp",
        "-Dotel.bsp.schedule.delay=200",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Djava.io.tmpdir=" + directory.resolve("tmp"),
        "-jar",
        TidingsProcess.JAR.toString(),
        "--port",
        Integer.toString(port));
  }

  private static Path agent() throws URISyntaxException {
    return Path.of(
        OpenTelemetryAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** It is printed a while after its end. */
  private static JsonObject awaitSpan(TidingsProcess server, String operation) {
    return await(operation)
        .atMost(Duration.ofMinutes(1))
        .until(() -> span(server, operation), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<JsonObject> span(TidingsProcess server, String operation) {
    return spans(server)
        .filter(span -> span.getString("name").equals(operation + " " + TOPIC))
        .findFirst();
  }

  /** The ids of the spans around it, the nearest first. */
  private static List<String> ancestors(TidingsProcess server, JsonObject span) {
    List<JsonObject> all = spans(server).toList();
    return Stream.iterate(
            span.getString("parentSpanId", ""),
            id -> !id.isEmpty(),
            id ->
                all.stream()
                    .filter(one -> one.getString("spanId").equals(id))
                    .map(one -> one.getString("parentSpanId", ""))
                    .findFirst()
                    .orElse(""))
        .toList();
  }

  private static Stream<JsonObject> spans(TidingsProcess server) {
    return server
        .output()
        .lines()
        .filter(line -> line.contains(BEGIN))
        .map(line -> parse(line.substring(line.indexOf(BEGIN))))
        .flatMap(one -> objects(one, "scopeSpans"))
        .flatMap(one -> objects(one, "spans"));
  }

  private static Stream<JsonObject> objects(JsonObject parent, String name) {
    return parent.getJsonArray(name).getValuesAs(JsonObject.class).stream();
  }

  private static JsonObject parse(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }
}
