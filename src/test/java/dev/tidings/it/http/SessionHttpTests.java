package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of browsers, and what pages of others could try with them. */
class SessionHttpTests extends DeployedServerTest {
  private static final String SESSION = "/api/v1/admin/session";
  private static final String TOPICS = "/api/v1/admin/topics";

  /** What a browser has after a login: a cookie, and the token that its page has learned. */
  private record Browser(String cookie, String csrf) {
    static Browser of(HttpResponse<String> login) {
      assertThat(login.statusCode()).as(login.body()).isEqualTo(201);
      String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
      return new Browser(
          cookie.substring(0, cookie.indexOf(';')),
          HttpClientOf.object(login).getString("csrf_token"));
    }

    String[] headers(String... more) {
      String[] headers = new String[4 + more.length];
      System.arraycopy(more, 0, headers, 0, more.length);
      headers[more.length] = "Cookie";
      headers[more.length + 1] = cookie;
      headers[more.length + 2] = "Tidings-Csrf";
      headers[more.length + 3] = csrf;
      return headers;
    }
  }

  private HttpClientOf newAdministrator() {
    return newClient("admin", "");
  }

  private static Browser logIn(HttpClientOf client, String... headers) {
    return Browser.of(client.send("POST", SESSION, BodyPublishers.noBody(), headers));
  }

  private HttpResponse<String> makeTopic(String... headers) {
    return nobody().post(TOPICS, "{\"name\":\"/it/%s\"}".formatted(UUID.randomUUID()), headers);
  }

  @Test
  void a_browser_works_with_its_cookie_and_token_until_it_logs_out() {
    HttpClientOf administrator = newAdministrator();
    HttpResponse<String> login = administrator.send("POST", SESSION, BodyPublishers.noBody());
    Browser browser = Browser.of(login);

    assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
        .matches(
            "tidings-session=[A-Za-z0-9_-]{43}; Path=%s/api/v1/admin; HttpOnly; SameSite=Strict"
                .formatted(root()));
    assertPrivate(login);
    assertThat(login.body()).doesNotContain(browser.cookie().split("=", 2)[1]);
    assertThat(nobody().get(TOPICS, browser.headers()).statusCode()).isEqualTo(200);
    assertThat(makeTopic(browser.headers()).statusCode()).isEqualTo(201);
    assertThat(nobody().delete(SESSION, browser.headers()).statusCode()).isEqualTo(204);
    assertProblem(nobody().get(TOPICS, browser.headers()), 401, "not-authenticated");
  }

  @Test
  void who_monitors_logs_in_to_look_and_out_again() {
    Browser browser = logIn(newClient("monitor", ""));

    assertThat(nobody().get(TOPICS, browser.headers()).statusCode()).isEqualTo(200);
    assertProblem(makeTopic(browser.headers()), 403, "access-denied");
    assertThat(nobody().delete(SESSION, browser.headers()).statusCode()).isEqualTo(204);
    assertProblem(nobody().get(TOPICS, browser.headers()), 401, "not-authenticated");
  }

  @Test
  void a_page_that_was_loaded_again_learns_its_token() {
    HttpClientOf administrator = newAdministrator();
    Browser browser = logIn(administrator);

    HttpResponse<String> read = nobody().get(SESSION, "Cookie", browser.cookie());

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(HttpClientOf.object(read).getString("csrf_token")).isEqualTo(browser.csrf());
    assertThat(HttpClientOf.object(read).getString("endpoint_name"))
        .isEqualTo(administrator.username());
    assertThat(administrator.get(SESSION).body()).doesNotContain("csrf_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void a_request_without_the_token_of_its_session_does_nothing(String token) {
    Browser browser = logIn(newAdministrator());
    String[] headers =
        token.isEmpty()
            ? new String[] {"Cookie", browser.cookie()}
            : new String[] {"Cookie", browser.cookie(), "Tidings-Csrf", token};

    assertProblem(makeTopic(headers), 403, "access-denied");
    assertProblem(nobody().get(TOPICS, headers), 403, "access-denied");
    assertProblem(nobody().delete(SESSION, headers), 403, "access-denied");
    assertThat(nobody().get(TOPICS, browser.headers()).statusCode()).isEqualTo(200);
  }

  @Test
  void the_token_of_another_session_is_of_no_use() {
    HttpClientOf administrator = newAdministrator();
    Browser one = logIn(administrator);
    Browser other = logIn(administrator);

    assertProblem(
        makeTopic("Cookie", one.cookie(), "Tidings-Csrf", other.csrf()), 403, "access-denied");
    assertThat(makeTopic(one.headers()).statusCode()).isEqualTo(201);
    assertThat(makeTopic(other.headers()).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void a_page_of_another_origin_does_nothing_with_a_session(String header, String value) {
    Browser browser = logIn(newAdministrator());

    assertProblem(makeTopic(browser.headers(header, value)), 403, "access-denied");
    assertProblem(
        nobody().get(SESSION, "Cookie", browser.cookie(), header, value), 403, "access-denied");
  }

  @Test
  void a_cookie_that_was_changed_or_is_there_twice_is_none() {
    Browser browser = logIn(newAdministrator());
    Browser other = logIn(newAdministrator());
    char last = browser.cookie().charAt(20);
    String changed =
        browser.cookie().substring(0, 20)
            + (last == 'A' ? 'B' : 'A')
            + browser.cookie().substring(21);

    for (String cookie :
        new String[] {
          changed,
          browser.cookie() + "x",
          browser.cookie() + "; " + other.cookie(),
          "tidings-session=",
          "tidings-session=null"
        }) {
      HttpResponse<String> answer =
          nobody().get(TOPICS, "Cookie", cookie, "Tidings-Csrf", browser.csrf());
      assertProblem(answer, 401, "not-authenticated");
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .doesNotContain("Basic");
    }
  }

  @Test
  void a_login_has_a_token_of_its_own_whatever_the_browser_had_before() {
    HttpClientOf administrator = newAdministrator();
    Browser planted = logIn(newAdministrator());

    Browser browser = logIn(administrator, "Cookie", planted.cookie());

    assertThat(browser.cookie()).isNotEqualTo(planted.cookie());
    assertProblem(nobody().get(TOPICS, planted.headers()), 401, "not-authenticated");
    assertThat(nobody().get(TOPICS, browser.headers()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"password\":\"another-password\"}",
        "{\"is_active\":false}",
        "{\"username\":\"%s\"}"
      })
  void a_session_ends_when_its_login_would_fail(String change) {
    HttpClientOf administrator = newAdministrator();
    Browser browser = logIn(administrator);

    changeEndpoint(administrator, change.formatted("it-" + UUID.randomUUID()));

    assertProblem(nobody().get(TOPICS, browser.headers()), 401, "not-authenticated");
  }

  @Test
  void a_session_has_the_role_that_its_endpoint_has_now() {
    HttpClientOf administrator = newAdministrator();
    Browser browser = logIn(administrator);

    changeEndpoint(administrator, "{\"role\":\"pub-sub\"}");

    assertProblem(nobody().get(TOPICS, browser.headers()), 403, "access-denied");
  }

  private void changeEndpoint(HttpClientOf client, String change) {
    String found = admin().get("/api/v1/admin/endpoints?name=" + client.username()).body();
    String id = found.replaceAll(".*\"id\":([0-9]+),.*", "$1");
    HttpResponse<String> changed =
        admin().patch("/api/v1/admin/endpoints/" + id, change, "If-Match", "*");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  @Test
  void nobody_but_an_administrator_begins_a_session_and_only_with_a_password() {
    Browser browser = logIn(newAdministrator());

    assertProblem(newClient().post(SESSION), 403, "access-denied");
    assertProblem(nobody().post(SESSION), 401, "not-authenticated");
    assertProblem(
        nobody().send("POST", SESSION, BodyPublishers.noBody(), browser.headers()),
        401,
        "not-authenticated");
  }

  @Test
  void the_cookie_stands_for_nothing_but_the_administration() {
    Browser browser = logIn(newAdministrator());
    String topic = newTopic();

    assertProblem(
        nobody().post("/api/v1/topics" + topic + "/messages", "{\"data\":1}", browser.headers()),
        401,
        "not-authenticated");
    assertThat(
            nobody()
                .post("/zato/pubsub/topic/" + topic, "{\"data\":1}", browser.headers())
                .statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Setup", "Setup ", "Setup x", "Setup AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void a_link_that_nobody_made_sets_no_password(String authorization) {
    assertProblem(
        nobody()
            .post(SESSION, "{\"password\":\"of-somebody-else\"}", "Authorization", authorization),
        401,
        "not-authenticated");
  }
}
