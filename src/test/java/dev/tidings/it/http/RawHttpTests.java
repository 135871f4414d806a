package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library sends, but a proxy, a scanner or an attacker does. */
class RawHttpTests extends DeployedServerTest {

  /** What is behind the headers must not be taken for another request. */
  @ParameterizedTest
  @ValueSource(strings = {"foo", "gzip, chunked", "identity"})
  void a_transfer_coding_that_nobody_undoes_ends_the_connection(String coding) {
    for (String path : new String[] {"/", "/api/v1/topics/it/x/messages", "/nothing"}) {
      String response =
          RawRequest.send(
              baseUrl(),
              "POST " + path + " HTTP/1.1\nTransfer-Encoding: " + coding,
              "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertThat(response).startsWith("HTTP/1.1 501 ").containsOnlyOnce("HTTP/1.1");
      assertThat(head(response)).contains("content-type: application/problem+json");
      assertThat(body(response)).contains("\"status\":501", "no Transfer-Encoding but chunked");
    }
  }

  @Test
  void a_request_for_two_hosts_is_refused() {
    String response =
        RawRequest.send(baseUrl(), "GET / HTTP/1.1\nConnection: close\nHost: other", "");

    assertThat(response).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":80", "a:xx", "a:1:2", "localhost:-1", "[::1]:x"})
  void a_malformed_host_is_no_empty_success(String host) {
    for (String request : List.of("GET /", "POST /api/v1/topics/it/x/messages", "GET /try.html")) {
      String head = request.replace(" ", " " + root()) + " HTTP/1.1\r\nConnection: close\r\n";
      try (RawHttp connection = RawHttp.connect(baseUrl())) {
        RawHttp.Answer answer = connection.send(head + "Host: " + host + "\r\n\r\n").answer();

        assertThat(answer.status()).as(request + ", Host: " + host).isIn(200, 400, 401);
        // WildFly takes some of them for its own host, and serves the page.
        assertThat(answer.status() == 200 && answer.body().isEmpty()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/WEB-INF",
        "/WEB-INF;/x",
        "/WEB-INF/lib",
        "/WEB-INF;/web.xml",
        "/WEB-INF/web.xml",
        "/web-inf/web.xml",
        "/META-INF;/x",
        "/%57EB-INF/web.xml"
      })
  void a_hidden_folder_is_nowhere(String path) {
    String response =
        RawRequest.send(baseUrl(), "GET " + path + " HTTP/1.1\nConnection: close", "");

    assertThat(response).startsWith("HTTP/1.1 404 ");
    assertThat(head(response)).doesNotContain("location:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOO", "PROPFIND"})
  void a_method_that_nobody_knows_is_refused_with_a_problem(String method) {
    String response = RawRequest.send(baseUrl(), method + " / HTTP/1.1\nConnection: close", "");

    assertThat(response).startsWith("HTTP/1.1 501 ");
    assertThat(head(response)).contains("content-type: application/problem+json");
    assertThat(body(response)).contains("The server does not know this method");
  }

  private static String head(String response) {
    return response.substring(0, response.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
  }

  private static String body(String response) {
    return response.substring(response.indexOf("\r\n\r\n"));
  }
}
