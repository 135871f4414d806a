package dev.tidings.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.RawHttp;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that cannot be read, or not in one way only. No library sends them. */
class PathHttpTests extends DeployedServerTest {
  private static final List<String> MALFORMED = List.of("%zz", "%", "%2", "%u0041");
  private static final List<String> UNREADABLE =
      List.of("%c0%af", "%ff", "%00", "a%5cb", "..", ".", "%2e%2e", "../x");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/v1/topics/it/@/messages",
        "POST /api/v1/topics/it/x/subscription/@",
        "POST /zato/pubsub/topic/@",
        "POST /zato/pubsub/subscription/@",
        "GET /api/v1/topics/it/x/subscription/@",
        "HEAD /api/v1/topics/it/x/subscription/@",
        "OPTIONS /api/v1/topics/it/@/messages",
        "GET /api/v1/admin/topics/@",
        "DELETE /api/v1/admin/topics/@",
        "OPTIONS /api/v1/admin/@",
        "HEAD /zato/pubsub/topic/@"
      })
  void an_unreadable_path_is_refused_with_and_without_credentials(String request) {
    String method = request.substring(0, request.indexOf(' '));
    String path = request.substring(request.indexOf(' ') + 1);

    for (String part : MALFORMED) {
      assertRefused(method, path.replace("@", part), isAskedBeforeTheServerDecodes());
    }
    for (String part : UNREADABLE) {
      assertRefused(method, path.replace("@", part), true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "POST"})
  void a_malformed_path_outside_the_apis_is_no_success_either(String method) {
    for (String part : MALFORMED) {
      for (String path : List.of("/", "/problems/", "/api/", "/ws/")) {
        int status = RawHttp.send(baseUrl(), method, root() + path + part, "").status();

        assertThat(status).as(method + " " + path + part).isIn(400, 404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/try.html", "/;x/api/v1/topics/it/x/messages", "/ws"})
  void only_reading_is_for_what_is_no_api(String path) {
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      RawHttp.Response response = RawHttp.send(baseUrl(), method, root() + path, "");

      assertThat(response.status()).as(method + " " + path).isIn(405, 404);
    }
  }

  /** Of each length, as buffers of servers have a length, too. */
  @Test
  void a_path_that_ends_in_dots_is_refused_however_long_it_is() {
    String path = "/api/v1/topics/it/";
    for (int i = 0; i < 100; i++) {
      path += "x";
      assertRefused("GET", path + "/..", true);
      assertRefused("POST", path + "/.", true);
    }
  }

  @Test
  void an_escaped_slash_is_one() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post("/api/v1/topics" + topic + "/subscription");

    RawHttp.Response published =
        RawHttp.send(
            baseUrl(),
            "POST",
            root() + "/api/v1/topics/it%2F" + topic.substring("/it/".length()) + "/messages",
            "{\"data\":1}",
            "Content-Type: application/json",
            authorization("admin", adminPassword()));

    assertThat(published.status()).as(published.body()).isIn(201, 403, 404);
    assertThat(depth(client, topic)).isEqualTo(published.status() == 201 ? 1 : 0);
  }

  /** WildFly refuses them itself, before an application is asked, without a body. */
  private static boolean isAskedBeforeTheServerDecodes() {
    return !"wildfly".equals(System.getProperty("arquillian.launch"));
  }

  private void assertRefused(String method, String path, boolean hasBody) {
    List<String> headers = new ArrayList<>(List.of("Content-Type: application/json"));
    for (String credentials : List.of("", authorization("admin", adminPassword()))) {
      if (!credentials.isEmpty()) {
        headers.add(credentials);
      }
      String body = method.equals("POST") ? "{\"data\":1}" : "";
      RawHttp.Response response =
          RawHttp.send(baseUrl(), method, root() + path, body, headers.toArray(String[]::new));

      assertThat(response.status()).as(method + " " + path + response).isEqualTo(400);
      if (hasBody) {
        assertThat(response.head().toLowerCase(Locale.ROOT))
            .contains(
                path.startsWith("/zato/")
                    ? "content-type: application/json"
                    : "content-type: application/problem+json")
            .contains("x-content-type-options: nosniff");
        assertThat(response.body().isEmpty()).isEqualTo(method.equals("HEAD"));
      }
    }
  }

  private static String authorization(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
