package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.platform.metrics.Metric;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics, health and statistics from outside, and who may read them. */
class OperationsHttpTests extends DeployedServerTest {
  private static final String METRICS = "/api/v1/metrics";
  private static final String STATISTICS = "/api/v1/admin/statistics";

  private HttpClientOf monitor() {
    return newClient("monitor", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        METRICS,
        STATISTICS,
        STATISTICS + "/history",
        STATISTICS + "/topics/1/history",
        STATISTICS + "/subscriptions/1/history",
        "/api/v1/admin/events"
      })
  void nobody_reads_but_those_who_monitor_or_administer(String path) {
    for (String role : new String[] {"pub-sub", "pub-only", "sub-only"}) {
      assertProblem(newClient(role, "").get(path), 403, "access-denied");
    }
    assertProblem(nobody().get(path), 401, "not-authenticated");
  }

  @Test
  void metrics_count_what_happens_to_a_topic_and_its_queue() {
    String topic = newTopic();
    HttpClientOf client = newClient();
    client.post("/api/v1/topics" + topic + "/subscription");
    client.post("/api/v1/topics" + topic + "/messages", "{\"data\":\"12345\"}");
    client.post("/api/v1/topics" + topic + "/messages", "{\"data\":\"12345\"}");
    HttpResponse<String> received =
        client.post("/api/v1/topics" + topic + "/subscription/receive", "{\"max\":1}");
    String receipt =
        HttpClientOf.object(received)
            .getJsonArray("messages")
            .getJsonObject(0)
            .getString("receipt");
    client.post(
        "/api/v1/topics" + topic + "/subscription/acknowledge",
        "{\"receipts\":[\"" + receipt + "\"]}");

    String queue = "{endpoint=\"" + client.username() + "\",topic=\"" + topic + "\"}";
    String ready =
        "tidings_queue_messages{endpoint=\"%s\",state=\"ready\",topic=\"%s\"} 1.0"
            .formatted(client.username(), topic);

    HttpResponse<String> metrics = metricsWith(monitor(), ready);

    assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain")
        .contains("version=0.0.4");
    assertThat(metrics.body().lines())
        .contains(
            "tidings_messages_published_total{topic=\"" + topic + "\"} 2.0",
            "tidings_published_bytes_total{topic=\"" + topic + "\"} 10.0",
            "tidings_messages_delivered_total" + queue + " 1.0",
            "tidings_messages_acknowledged_total" + queue + " 1.0",
            ready,
            "tidings_database_up 1.0");
    assertThat(Stream.of(Metric.values()))
        .allSatisfy(metric -> assertThat(metrics.body()).contains("# TYPE " + metric.publicName()));
  }

  /** The figures of queues may be a moment old. */
  private static HttpResponse<String> metricsWith(HttpClientOf client, String line) {
    return await()
        .until(() -> client.get(METRICS), metrics -> metrics.body().lines().anyMatch(line::equals));
  }

  @Test
  void metrics_come_as_open_metrics_to_those_who_prefer_it() {
    HttpResponse<String> metrics =
        admin()
            .get(
                METRICS, "Accept", "application/openmetrics-text;q=0.9,text/plain;q=0.5,*/*;q=0.1");

    assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(metrics.body()).endsWith("# EOF\n");
  }

  @Test
  void a_refused_login_is_counted() {
    HttpClientOf wrong = HttpClientOf.endpoint(baseUrl(), "it-nobody-at-all", "wrong-password");
    wrong.get(METRICS);

    await()
        .untilAsserted(
            () ->
                assertThat(admin().get(METRICS).body())
                    .containsPattern(
                        "tidings_logins_refused_total\\{reason=\"credentials\"\\} [1-9]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "ready", "started"})
  void everybody_learns_whether_the_node_is_healthy_and_monitors_why(String what) {
    String path = "/api/v1/health/" + what;

    HttpResponse<String> anybodys = nobody().get(path);
    HttpResponse<String> clients = newClient().get(path);
    HttpResponse<String> monitors = monitor().get(path);

    for (HttpResponse<String> answer : List.of(anybodys, clients)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
      assertPrivate(answer);
    }
    JsonObject details = HttpClientOf.object(monitors);
    assertThat(details.getString("status")).isEqualTo("UP");
    assertThat(details.getJsonArray("checks")).isNotEmpty();
    assertThat(monitors.body()).doesNotContain("password");
  }

  @Test
  void what_is_no_check_of_health_is_not_there_and_nothing_is_changed_there() {
    assertThat(nobody().get("/api/v1/health/nothing").statusCode()).isEqualTo(404);
    assertThat(nobody().get("/api/v1/health/ready/x").statusCode()).isEqualTo(404);
    assertThat(nobody().post("/api/v1/health/ready").statusCode()).isEqualTo(405);
    HttpClientOf wrong = HttpClientOf.endpoint(baseUrl(), "admin", "wrong-password");
    assertProblem(wrong.get("/api/v1/health/ready"), 401, "not-authenticated");
  }

  @Test
  void statistics_say_how_topics_and_subscriptions_stand() {
    String topic = newTopic("\"max_depth\":17");
    HttpClientOf client = newClient();
    client.post("/api/v1/topics" + topic + "/subscription");
    client.post("/api/v1/topics" + topic + "/messages", "{\"data\":\"x\"}");
    HttpClientOf monitor = monitor();

    JsonObject statistics =
        await()
            .atMost(Duration.ofMinutes(3))
            .until(
                () -> HttpClientOf.object(monitor.get(STATISTICS)),
                // A deployment before this one was a node, too, and is forgotten after a minute.
                all ->
                    all.getInt("nodes") == 1
                        && row(all, "topics", "name", topic).getInt("queue_depth", 0) == 1);

    JsonObject queue = row(statistics, "subscriptions", "topic_name", topic);
    assertThat(queue.getString("endpoint_name")).isEqualTo(client.username());
    assertThat(queue.getInt("max_depth")).isEqualTo(17);
    assertThat(queue.getInt("ready")).isEqualTo(1);
    assertThat(queue.getJsonObject("publish_rate")).containsKeys("minute", "hour");
    assertThat(statistics.getJsonObject("total").getInt("queue_depth")).isPositive();
    assertThat(statistics.toString()).doesNotContain("zpsk.");
  }

  @Test
  void statistics_have_as_many_rows_as_are_asked_for() {
    HttpClientOf client = newClient();
    for (int i = 0; i < 4; i++) {
      String topic = newTopic("\"max_depth\":17");
      client.post("/api/v1/topics" + topic + "/subscription");
    }
    HttpClientOf monitor = monitor();

    JsonObject statistics =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> HttpClientOf.object(monitor.get(STATISTICS + "?limit=1")),
                all -> all.getJsonObject("total").getInt("subscriptions") > 3);

    // The deepest one, the one with the most dead letters, and one that is paused.
    assertThat(statistics.getJsonArray("topics")).hasSizeBetween(1, 3);
    assertThat(statistics.getJsonArray("subscriptions")).hasSizeBetween(1, 3);
    for (String limit : List.of("0", "1001", "many", "-1")) {
      assertThat(monitor.get(STATISTICS + "?limit=" + limit).statusCode()).as(limit).isEqualTo(400);
    }
  }

  private static JsonObject row(JsonObject statistics, String list, String field, String value) {
    return statistics.getJsonArray(list).getValuesAs(JsonObject.class).stream()
        .filter(row -> row.getString(field).equals(value))
        .findFirst()
        .orElse(JsonObject.EMPTY_JSON_OBJECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "10s", "5m"})
  void there_is_a_history_of_the_whole(String resolution) {
    HttpResponse<String> history = monitor().get(STATISTICS + "/history?resolution=" + resolution);

    assertThat(history.statusCode()).as(history.body()).isEqualTo(200);
    JsonObject points = HttpClientOf.object(history);
    assertThat(points.getString("resolution")).isEqualTo(resolution);
    assertThat(points.getJsonArray("published"))
        .hasSameSizeAs(points.getJsonArray("delivered"))
        .hasSameSizeAs(points.getJsonArray("acknowledged"))
        .hasSameSizeAs(points.getJsonArray("queue_depth"));
  }

  @Test
  void a_history_that_is_not_there_is_not_found_and_another_resolution_is_refused() {
    assertProblem(admin().get(STATISTICS + "/topics/999999999/history"), 404, "not-found");
    assertProblem(admin().get(STATISTICS + "/history?resolution=2s"), 400, "invalid-input");
  }
}
