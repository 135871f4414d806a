package dev.tidings.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The stream of events for those who watch. */
class EventsHttpTests extends DeployedServerTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** One client that reads all that comes. */
  private final class Stream implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final InputStream body;
    private volatile boolean hasEnded;

    Stream(HttpClientOf client, String... headers) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(baseUrl().resolve(root() + "/api/v1/admin/events"))
              .header("Authorization", client.authorization());
      for (int i = 0; i < headers.length; i += 2) {
        request.header(headers[i], headers[i + 1]);
      }
      HttpResponse<InputStream> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      body = response.body();
      Thread reader = new Thread(this::read, "events");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (var reader = new BufferedReader(new InputStreamReader(body, UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException gone) {
        // The test or the server has closed it.
      } finally {
        hasEnded = true;
      }
    }

    void awaitLine(String part) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    String lastId() {
      return lines.stream()
          .filter(line -> line.startsWith("id: "))
          .reduce((first, second) -> second)
          .orElseThrow()
          .substring("id: ".length());
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  @Test
  void a_watcher_sees_figures_and_changes_and_goes_on_where_it_was() throws Exception {
    HttpClientOf monitor = newClient("monitor", "");
    String topic;
    String last;
    try (Stream stream = new Stream(monitor)) {
      stream.awaitLine("event: snapshot");
      topic = newTopic();
      stream.awaitLine("\"" + topic + "\"");
      stream.awaitLine("event: configuration");
      last = stream.lastId();
      String missed = newTopic();
      stream.awaitLine("\"" + missed + "\"");
      try (Stream again = new Stream(monitor, "Last-Event-ID", last)) {
        again.awaitLine("\"" + missed + "\"");
        assertThat(again.lines).doesNotContain("event: reset", "event: begin");
      }
    }
    try (Stream late = new Stream(monitor, "Last-Event-ID", "00000000-1")) {
      late.awaitLine("event: reset");
    }
  }

  @Test
  void a_stream_ends_when_its_endpoint_may_watch_no_more() throws Exception {
    HttpClientOf monitor = newClient("monitor", "");
    try (Stream stream = new Stream(monitor)) {
      stream.awaitLine("event: snapshot");
      String id =
          HttpClientOf.object(admin().get("/api/v1/admin/endpoints?name=" + monitor.username()))
              .getJsonArray("endpoints")
              .getJsonObject(0)
              .get("id")
              .toString();
      HttpResponse<String> changed =
          admin().patch("/api/v1/admin/endpoints/" + id, "{\"role\":\"pub-sub\"}", "If-Match", "*");
      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);

      await().atMost(Duration.ofSeconds(30)).until(() -> stream.hasEnded);
    }
  }
}
