package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and how everything else is refused. */
class ErrorHttpTests extends DeployedServerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/topics/it/x/subscription", "/api/v1/nothing", "/api/v1/admin/topics"})
  void nobody_gets_a_challenge(String path) {
    HttpResponse<String> refused = nobody().get(path);

    assertProblem(refused, 401, "not-authenticated");
    assertThat(refused.headers().allValues("WWW-Authenticate"))
        .containsExactly("Basic realm=\"Tidings\", charset=\"UTF-8\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic !",
        "Basic bmFtZQ==",
        "Bearer abc",
        "Basic bmE6AA==",
        "Basic gIA6eA=="
      })
  void what_is_no_login_gets_a_challenge(String authorization) {
    HttpResponse<String> refused =
        nobody().get("/api/v1/topics/it/x/subscription", "Authorization", authorization);

    assertProblem(refused, 401, "not-authenticated");
  }

  @Test
  void two_logins_at_once_are_none() {
    String login = "Basic YTpi";

    HttpResponse<String> refused =
        nobody().get("/api/v1/nothing", "Authorization", login, "Authorization", login);

    assertProblem(refused, 401, "not-authenticated");
  }

  @Test
  void too_many_wrong_passwords_have_to_wait() {
    HttpClientOf wrong =
        HttpClientOf.endpoint(baseUrl(), "it-nobody-" + System.nanoTime(), "wrong");

    HttpResponse<String> last =
        IntStream.range(0, 60)
            .mapToObj(attempt -> wrong.get("/api/v1/nothing"))
            .filter(response -> response.statusCode() != 401)
            .findFirst()
            .orElseThrow();

    assertProblem(last, 429, "too-many-attempts");
    assertThat(last.headers().firstValue("Retry-After").orElse("")).matches("[1-9][0-9]*");
  }

  @ParameterizedTest
  @CsvSource({"POST, messages", "POST, subscription", "GET, subscription", "DELETE, subscription"})
  void an_unknown_topic_looks_like_a_forbidden_one(String method, String what) {
    HttpClientOf client = newClient("pub-sub", "\"pub=/it/mine/*\",\"sub=/it/mine/*\"");
    String forbidden = newTopic();
    String unknown = "/it/mine/" + System.nanoTime();

    HttpResponse<String> first = call(client, method, forbidden, what);
    HttpResponse<String> second = call(client, method, unknown, what);

    assertProblem(first, 403, "topic-not-accessible");
    assertProblem(second, 403, "topic-not-accessible");
    assertThat(second.body().replace(unknown, "T")).isEqualTo(first.body().replace(forbidden, "T"));
  }

  @Test
  void a_role_that_may_not_is_told_the_same() {
    String topic = newTopic();
    HttpClientOf publisher = newClient("pub-only", "\"pub=/it/**\"");
    HttpClientOf subscriber = newClient("sub-only", "\"sub=/it/**\"");

    assertProblem(call(publisher, "POST", topic, "subscription"), 403, "topic-not-accessible");
    assertProblem(call(subscriber, "POST", topic, "messages"), 403, "topic-not-accessible");
  }

  @Test
  void a_topic_may_keep_its_subscriptions_to_administrators() {
    String topic = newTopic("\"is_api_sub_allowed\":false");

    assertProblem(
        call(newClient(), "POST", topic, "subscription"), 403, "api-subscription-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1",
        "/api/v1/",
        "/api/v1/nothing",
        "/api/v1/topics",
        "/api/v1/topics/x",
        "/api/v1/application.wadl",
        "/api/v1/topics/it/x;y=1/subscription"
      })
  void an_address_with_nothing_at_it_is_404(String path) {
    assertProblem(newClient().get(path), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, messages",
    "GET, messages",
    "PUT, subscription",
    "PATCH, subscription/messages",
    "GET, subscription/get-messages"
  })
  void another_method_is_told_which_there_are(String method, String what) {
    HttpResponse<String> refused =
        newClient().send(method, "/api/v1/topics/it/x/" + what, BodyPublishers.noBody());

    assertProblem(refused, 405, "method-not-allowed");
    assertThat(refused.headers().firstValue("Allow").orElse("")).contains("POST");
  }

  @Test
  void a_client_that_does_not_take_json_changes_nothing() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post("/api/v1/topics" + topic + "/subscription");

    HttpResponse<String> refused =
        client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}", "Accept", "text/html");

    assertProblem(refused, 406, "not-acceptable");
    assertThat(depth(client, topic)).isZero();
  }

  @Test
  void a_body_that_is_too_long_is_refused_with_and_without_a_length() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post("/api/v1/topics" + topic + "/subscription");
    byte[] body = new byte[1_048_577];

    HttpResponse<String> known = client.post("/api/v1/topics" + topic + "/messages", body);
    HttpResponse<String> chunked = client.postChunked("/api/v1/topics" + topic + "/messages", body);

    assertProblem(known, 413, "body-too-large");
    assertProblem(chunked, 413, "body-too-large");
    assertThat(depth(client, topic)).isZero();
  }

  @Test
  void a_compressed_body_is_refused() {
    String path = "/api/v1/topics" + newTopic() + "/messages";

    assertProblem(
        newClient().post(path, "{\"data\":1}", "Content-Encoding", "gzip"),
        415,
        "unsupported-media-type");
  }

  @Test
  void a_page_of_another_site_is_refused() {
    String path = "/api/v1/topics" + newTopic() + "/messages";

    assertProblem(
        newClient().post(path, "{\"data\":1}", "Sec-Fetch-Site", "cross-site"),
        403,
        "access-denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/problems/nothing", "/nothing.html", "/api", "/api/v2/topics"})
  void the_servers_own_errors_are_problems_too(String path) {
    HttpResponse<String> refused = nobody().get(path);

    assertProblem(refused, 404, "not-found");
  }

  @Test
  void every_problem_has_a_page() {
    HttpResponse<String> page = nobody().get("/problems/queue-full");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("queue-full", "503");
  }

  @Test
  void the_first_page_greets_and_loads_nothing_from_elsewhere() {
    HttpResponse<String> page = nobody().get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<title>Tidings</title>")
        .doesNotContain("src=\"http", "href=\"http");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("X-Powered-By")).isEmpty();
  }

  private static HttpResponse<String> call(
      HttpClientOf client, String method, String topic, String what) {
    String path = "/api/v1/topics" + topic + "/" + what;
    return method.equals("POST") && what.equals("messages")
        ? client.post(path, "{\"data\":1}")
        : client.send(method, path, BodyPublishers.noBody());
  }
}
