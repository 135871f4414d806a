package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that pages of other origins have a browser send, with the credentials it remembers. */
class OriginHttpTests extends DeployedServerTest {

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, http://localhost:1",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void a_page_of_another_origin_changes_nothing(String header, String value) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post("/api/v1/topics" + topic + "/subscription");
    String name = "it-" + UUID.randomUUID();

    assertProblem(
        client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}", header, value),
        403,
        "access-denied");
    assertThat(
            client.post("/zato/pubsub/topic/" + topic, "{\"data\":1}", header, value).statusCode())
        .isEqualTo(403);
    assertProblem(
        client.delete("/api/v1/topics" + topic + "/subscription", header, value),
        403,
        "access-denied");
    assertProblem(
        admin().post("/api/v1/admin/endpoints", "{\"name\":\"" + name + "\"}", header, value),
        403,
        "access-denied");
    assertProblem(admin().get("/api/v1/admin/config", header, value), 403, "access-denied");
    assertThat(depth(client, topic)).isZero();
    assertThat(admin().get("/api/v1/admin/endpoints?name=" + name).body())
        .isEqualTo("{\"endpoints\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "ws", "wss"})
  void a_page_of_this_server_may_call_it(String scheme) {
    String origin = scheme + "://" + baseUrl().getHost() + ":" + baseUrl().getPort();
    String path = "/api/v1/topics" + newTopic() + "/messages";

    HttpResponse<String> published =
        newClient().post(path, "{\"data\":1}", "Origin", origin, "Sec-Fetch-Site", "same-origin");

    assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
  }

  @Test
  void a_request_without_a_page_may_call_it() {
    assertThat(admin().get("/api/v1/admin/config", "Sec-Fetch-Site", "none").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "text/json"
      })
  void administration_takes_nothing_but_json(String type) {
    String name = "/it/" + UUID.randomUUID();

    assertProblem(
        admin().post("/api/v1/admin/topics", "{\"name\":\"" + name + "\"}", "Content-Type", type),
        415,
        "unsupported-media-type");
    assertThat(admin().get("/api/v1/admin/topics?name=" + name).body())
        .isEqualTo("{\"topics\":[]}");
  }

  /** Another JAX-RS application of the archive finds our resources, and serves none of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/foreign/endpoints",
        "/foreign/topics",
        "/foreign/config",
        "/foreign/subscriptions",
        "/foreign/topics/it/x/subscription",
        "/foreign/topic/it/x",
        "/foreign/subscribe/topic/it/x"
      })
  void resources_refuse_what_came_past_the_filters(String path) {
    String name = "it-" + UUID.randomUUID();
    String body = "{\"name\":\"" + name + "\",\"role\":\"admin\"}";

    for (HttpClientOf client : new HttpClientOf[] {nobody(), admin()}) {
      assertThat(client.get(path).statusCode()).isIn(403, 404, 405);
      assertThat(client.delete(path).statusCode()).isIn(403, 404, 405);
      HttpResponse<String> refused = client.post(path, body);
      assertThat(refused.statusCode()).as(refused.body()).isIn(403, 404, 405);
    }
    assertThat(admin().get("/api/v1/admin/endpoints?name=" + name).body())
        .isEqualTo("{\"endpoints\":[]}");
  }
}
