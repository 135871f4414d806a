package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Golden;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The administration API. */
class AdminHttpTests extends DeployedServerTest {
  /** By role; all rows of a table share them: each login of a new endpoint hashes a password. */
  private static final Map<String, HttpClientOf> CLIENTS = new ConcurrentHashMap<>();

  private HttpClientOf client(String role) {
    return CLIENTS.computeIfAbsent(role, any -> newClient(role, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics",
        "endpoints",
        "subscriptions",
        "config",
        "access?endpoint=admin&topic=/a",
        "messages/zpsm0123456789ab0123456789ab",
        "audit",
        "definitions",
        "jobs",
        "connections",
        "nothing"
      })
  void nobody_but_an_administrator_is_let_in(String what) {
    assertProblem(newClient().get("/api/v1/admin/" + what), 403, "access-denied");
    assertProblem(nobody().get("/api/v1/admin/" + what), 401, "not-authenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, topics, true",
    "POST, topics, false",
    "GET, topics/0, true",
    "PATCH, topics/0, false",
    "DELETE, topics/0, false",
    "GET, endpoints, true",
    "POST, endpoints, false",
    "GET, endpoints/0, true",
    "PATCH, endpoints/0, false",
    "DELETE, endpoints/0, false",
    "GET, subscriptions, true",
    "POST, subscriptions, false",
    "GET, subscriptions/0, true",
    "PATCH, subscriptions/0, false",
    "DELETE, subscriptions/0, false",
    "GET, listeners, true",
    "POST, listeners/none/pause, false",
    "POST, listeners/none/resume, false",
    "GET, config, true"
  })
  void a_monitor_reads_and_changes_nothing(String method, String path, boolean isReading) {
    HttpResponse<String> monitors = send(client("monitor"), method, path);
    HttpResponse<String> readers = send(client("sub-only"), method, path);

    assertProblem(readers, 403, "access-denied");
    if (isReading) {
      assertThat(monitors.statusCode()).as(monitors.body()).isIn(200, 404);
    } else {
      assertProblem(monitors, 403, "access-denied");
    }
  }

  @Test
  void a_monitor_sees_no_key_of_a_subscription_and_uses_no_topic() {
    String topic = newTopic();
    HttpClientOf monitor = newClient("monitor", "\"pub=/it/**\",\"sub=/it/**\"");
    HttpResponse<String> created =
        admin()
            .post(
                "/api/v1/admin/subscriptions",
                "{\"topic_name\":\"%s\",\"endpoint_name\":\"%s\"}"
                    .formatted(topic, newClient().username()));

    HttpResponse<String> seen = monitor.get(path(created));

    assertThat(admin().get(path(created)).body()).contains("zpsk.");
    assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
    assertThat(seen.body()).contains("queue_depth").doesNotContain("zpsk.");
    assertThat(monitor.get("/api/v1/admin/endpoints?limit=1000").body()).doesNotContain("password");
    assertProblem(
        monitor.post("/api/v1/topics" + topic + "/messages", "{\"data\":\"x\"}"),
        403,
        "topic-not-accessible");
    assertProblem(
        monitor.post("/api/v1/topics" + topic + "/subscription"), 403, "topic-not-accessible");
  }

  private static HttpResponse<String> send(HttpClientOf client, String method, String path) {
    String address = "/api/v1/admin/" + path;
    return switch (method) {
      case "GET" -> client.get(address);
      case "DELETE" -> client.delete(address);
      case "PATCH" -> client.patch(address, "{}", "If-Match", "*");
      default -> client.post(address, "{}");
    };
  }

  @Test
  void a_topic_lives_from_its_creation_to_its_end() {
    String name = "/it/" + UUID.randomUUID();

    HttpResponse<String> created =
        admin().post("/api/v1/admin/topics", "{\"name\":\"" + name + "\",\"max_depth\":7}");
    String path = path(created);
    HttpResponse<String> read = admin().get(path);
    HttpResponse<String> changed =
        admin().patch(path, "{\"has_gd\":false}", "If-Match", etag(read));
    HttpResponse<String> deleted = admin().delete(path);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(read.body()).isEqualTo(created.body());
    assertThat(etag(read)).isEqualTo(etag(created)).matches("\"[0-9]+\"");
    assertThat(withoutId(created.body(), name)).isEqualTo(Golden.json("admin-topic"));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(etag(changed)).isNotEqualTo(etag(read));
    assertThat(HttpClientOf.object(changed).getBoolean("has_gd")).isFalse();
    assertThat(HttpClientOf.object(changed).getInt("max_depth")).isEqualTo(7);
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertProblem(admin().get(path), 404, "not-found");
    assertProblem(admin().delete(path), 404, "not-found");
  }

  @Test
  void a_change_carries_the_version_it_is_based_on_in_if_match() {
    HttpResponse<String> created =
        admin().post("/api/v1/admin/topics", "{\"name\":\"/it/" + UUID.randomUUID() + "\"}");
    String path = path(created);

    assertProblem(admin().patch(path, "{\"max_depth\":1}"), 428, "version-required");
    for (String stale : new String[] {"\"99\"", "W/" + etag(created), "x"}) {
      assertProblem(
          admin().patch(path, "{\"max_depth\":1}", "If-Match", stale), 412, "stale-version");
    }
    assertProblem(admin().delete(path, "If-Match", "\"99\""), 412, "stale-version");
    assertThat(admin().get(path).body()).isEqualTo(created.body());
    assertThat(admin().patch(path, "{\"max_depth\":1}", "If-Match", "*").statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_name_belongs_to_one_topic() {
    String name = newTopic();

    assertProblem(
        admin().post("/api/v1/admin/topics", "{\"name\":\"" + name + "\"}"), 409, "conflict");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"name\":null}",
        "{\"name\":\"\"}",
        "{\"name\":\"/a//b\"}",
        "{\"name\":\"/ä\"}",
        "{\"name\":\"/a\\u0000\"}",
        "{\"name\":\"/x\",\"max_depth\":0}",
        "{\"name\":\"/x\",\"overflow\":\"drop\"}",
        "{\"name\":\"/x\",\"is_active\":null}",
        "{\"name\":\"/x\",\"id\":7}",
        "{\"name\":7}"
      })
  void a_topic_that_makes_no_sense_is_refused(String body) {
    assertProblem(admin().post("/api/v1/admin/topics", body), 400, "invalid-input");
  }

  @Test
  void lists_come_in_pages() {
    String prefix = "/it/" + UUID.randomUUID();
    for (String name : new String[] {"/a", "/b", "/c"}) {
      admin().post("/api/v1/admin/topics", "{\"name\":\"" + prefix + name + "\"}");
    }

    HttpResponse<String> first = admin().get("/api/v1/admin/topics?limit=2&name=" + prefix);
    JsonObject page = HttpClientOf.object(first);
    HttpResponse<String> second =
        admin()
            .get(
                "/api/v1/admin/topics?limit=2&name=" + prefix + "&after=" + page.getString("next"));

    assertThat(page.getJsonArray("topics")).hasSize(2);
    assertThat(first.headers().firstValue("Link").orElse("")).endsWith("; rel=\"next\"");
    assertThat(HttpClientOf.object(second).getJsonArray("topics")).hasSize(1);
    assertThat(HttpClientOf.object(second)).doesNotContainKey("next");
    assertThat(second.headers().firstValue("Link")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "after=-1", "after=x"})
  void a_page_of_a_list_that_makes_no_sense_is_refused(String query) {
    assertProblem(admin().get("/api/v1/admin/endpoints?" + query), 400, "invalid-input");
  }

  @Test
  void the_last_administrator_stays_and_hears_why() {
    String id = administratorsId();
    String path = "/api/v1/admin/endpoints/" + id;

    HttpResponse<String> deleted = admin().delete(path);
    HttpResponse<String> idle = admin().patch(path, "{\"is_active\":false}", "If-Match", "*");
    HttpResponse<String> less = admin().patch(path, "{\"role\":\"pub-sub\"}", "If-Match", "*");

    for (HttpResponse<String> refused : List.of(deleted, idle, less)) {
      assertProblem(refused, 409, "last-administrator");
      assertThat(HttpClientOf.object(refused).getString("detail"))
          .contains("admin is the last active endpoint", "Create or activate another one first");
    }
    assertThat(admin().get(path).statusCode()).isEqualTo(200);
  }

  private String administratorsId() {
    JsonObject page = HttpClientOf.object(admin().get("/api/v1/admin/endpoints?name=admin"));
    return page.getJsonArray("endpoints").getValuesAs(JsonObject.class).stream()
        .filter(endpoint -> endpoint.getString("name").equals("admin"))
        .map(endpoint -> endpoint.get("id").toString().replace("\"", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_password_goes_in_and_never_comes_out() {
    String name = "it-" + UUID.randomUUID();

    HttpResponse<String> created =
        admin()
            .post(
                "/api/v1/admin/endpoints",
                "{\"name\":\"%s\",\"username\":\"%s\",\"password\":\"it-password\",\"patterns\":[\"pub=/it/*\"]}"
                    .formatted(name, name));
    String path = path(created);
    admin().patch(path, "{\"password\":\"other-password\"}", "If-Match", "*");

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(withoutId(created.body(), name)).isEqualTo(Golden.json("admin-endpoint"));
    assertThat(admin().get(path).body()).doesNotContain("password");
    assertThat(HttpClientOf.endpoint(baseUrl(), name, "it-password").get("/api/v1/x").statusCode())
        .isEqualTo(401);
    assertThat(
            HttpClientOf.endpoint(baseUrl(), name, "other-password").get("/api/v1/x").statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_subscription_shows_its_key_only_when_it_is_asked_for() {
    String topic = newTopic("\"is_api_sub_allowed\":false");
    HttpResponse<String> endpoint =
        admin()
            .post(
                "/api/v1/admin/endpoints",
                "{\"name\":\"it-" + UUID.randomUUID() + "\",\"patterns\":[\"sub=/it/*\"]}");
    String name = HttpClientOf.object(endpoint).getString("name");

    HttpResponse<String> created =
        admin()
            .post(
                "/api/v1/admin/subscriptions",
                "{\"topic_name\":\"" + topic + "\",\"endpoint_name\":\"" + name + "\"}");
    String path = path(created);
    HttpResponse<String> paused =
        admin().patch(path, "{\"is_active\":false}", "If-Match", etag(created));
    HttpResponse<String> list = admin().get("/api/v1/admin/subscriptions?limit=1000");

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(withoutId(normalized(created.body(), topic), name))
        .isEqualTo(Golden.json("admin-subscription"));
    assertThat(HttpClientOf.object(paused).getBoolean("is_active")).isFalse();
    assertThat(list.body()).contains("pattern_matched").doesNotContain("zpsk.");
    assertThat(admin().delete(path).statusCode()).isEqualTo(204);
  }

  @Test
  void the_configuration_shows_no_secret() {
    HttpResponse<String> config = admin().get("/api/v1/admin/config");

    assertThat(config.statusCode()).isEqualTo(200);
    assertThat(config.body())
        .contains("\"name\":\"tidings.http.max-body\",\"value\":\"1048576\"")
        .doesNotContain(adminPassword());
  }

  private static String path(HttpResponse<String> created) {
    return URI.create(created.headers().firstValue("Location").orElseThrow()).getPath();
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private String withoutId(String json, String name) {
    return normalized(json, name).replaceFirst("\"id\":[0-9]+", "\"id\":0");
  }
}
