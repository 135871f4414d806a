package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;

/**
 * What a class must offer to run the tests of an HTTP API from outside: the address of a server
 * that was started with its demo, and passwords. The tests themselves are the interfaces that
 * extend this one; each test makes topics and endpoints of its own.
 */
public interface HttpTests {

  /** Such as {@code http://localhost:8080/}. */
  URI baseUrl();

  /** The password of the endpoint {@code admin}. */
  String adminPassword();

  /** The path of the application; empty for the root of the server. */
  default String root() {
    return baseUrl().getPath().replaceFirst("/$", "");
  }

  default HttpClientOf admin() {
    return HttpClientOf.endpoint(baseUrl(), "admin", adminPassword());
  }

  default HttpClientOf nobody() {
    return HttpClientOf.nobody(baseUrl());
  }

  /** A topic that nobody else knows, under {@code /it/}; begins with the slash. */
  default String newTopic(String... settings) {
    String name = "/it/" + UUID.randomUUID();
    String more = settings.length == 0 ? "" : "," + String.join(",", settings);
    HttpResponse<String> created =
        admin().post("/api/v1/admin/topics", "{\"name\":\"" + name + "\"" + more + "}");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return name;
  }

  /** A client that may publish to and receive from everything under {@code /it/}. */
  default HttpClientOf newClient() {
    return newClient("pub-sub", "\"pub=/it/**\",\"sub=/it/**\"");
  }

  default HttpClientOf newClient(String role, String patterns) {
    String name = "it-" + UUID.randomUUID();
    HttpResponse<String> created =
        admin()
            .post(
                "/api/v1/admin/endpoints",
                """
                {"name":"%s","role":"%s","username":"%s","password":"it-password","patterns":[%s]}
                """
                    .formatted(name, role, name, patterns));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return HttpClientOf.endpoint(baseUrl(), name, "it-password");
  }

  /** The number of messages that wait for the client, which must be subscribed. */
  default int depth(HttpClientOf client, String topic) {
    HttpResponse<String> status = client.get("/api/v1/topics" + topic + "/subscription");
    assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
    return HttpClientOf.object(status).getInt("queue_depth");
  }

  /** Without what is another one in every run: ids, keys, times, the server. */
  default String normalized(String json, String topic) {
    return json.replaceAll("zpsm[0-9a-f]{24}", "MSG_ID")
        .replaceAll("zpsk\\.[a-z]+\\.[0-9a-f]{24}", "SUB_KEY")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}", "TIME")
        .replaceAll("\"server_name\":\"[^\"]*\"", "\"server_name\":\"SERVER\"")
        .replaceAll("\"server_pid\":[0-9]+", "\"server_pid\":0")
        .replaceAll("\"oldest_age_ms\":[0-9]+", "\"oldest_age_ms\":0")
        .replaceAll("\"receipt\":\"[A-Za-z0-9_-]{24}\"", "\"receipt\":\"RECEIPT\"")
        .replaceAll("\"cid\":\"[0-9a-f]{24}\"", "\"cid\":\"CID\"")
        .replace(topic, "TOPIC");
  }

  /** A problem with that status and code, in the right form. */
  default void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(HttpClientOf.object(response).getString("code")).isEqualTo(code);
    assertThat(HttpClientOf.object(response).getString("type")).isEqualTo("/problems/" + code);
    assertThat(HttpClientOf.object(response).getInt("status")).isEqualTo(status);
    assertPrivate(response);
  }

  default void assertPrivate(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }
}
