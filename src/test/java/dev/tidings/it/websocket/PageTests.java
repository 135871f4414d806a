package dev.tidings.it.websocket;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.http.HttpClientOf;
import dev.tidings.system.Markdown;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows of sockets is what they do. */
class PageTests extends DeployedServerTest implements WebSocketTests {
  private static final Path PAGE = Path.of("docs", "websocket.md");
  private static final Path DESCRIPTION =
      Path.of("src/main/resources/dev/tidings/platform/ops/asyncapi.yaml");
  private static final Path OPENAPI =
      Path.of("src/main/resources/dev/tidings/transport/docs/openapi.yaml");

  @Test
  void the_sessions_of_the_page_go_as_shown() throws Exception {
    Account account = newAccount("rest", "pub-sub", "\"pub=/it/**\",\"sub=/it/**\"");
    String topic = newTopic();
    Map<String, String> names =
        Map.of(
            "/demo/orders",
            topic,
            "\"demo\"",
            '"' + account.username() + '"',
            "-u demo:",
            "-u " + account.username() + ":",
            "demo-secret",
            account.secret(),
            "http://localhost:8080",
            baseUrl().toString().replaceFirst("/$", ""));

    try (Transcript transcript = new Transcript(address(), names)) {
      for (Markdown.Block block : Markdown.of(PAGE).blocks()) {
        if (block.text().startsWith("✗")) {
          transcript.loseLink();
          awaitNothingLeased(account, topic);
        } else if (block.language().equals("text")) {
          transcript.play(block.text());
        } else if (block.language().equals("sh")) {
          run(transcript.translate(block.text()));
        }
      }
      transcript.assertNothingElseCame();
    }
  }

  /** Then the server, too, knows that the connection has ended. */
  private void awaitNothingLeased(Account account, String topic) {
    await().atMost(Duration.ofMinutes(1)).until(() -> status(account, topic).getInt("leased") == 0);
  }

  private static void run(String command) throws IOException {
    Process shell = new ProcessBuilder("bash", "-c", command).inheritIO().start();
    assertThat(shell.onExit().orTimeout(1, MINUTES).join().exitValue()).as(command).isZero();
  }

  @Test
  void the_description_for_programs_is_served_as_it_was_written() throws IOException {
    HttpResponse<String> answer = nobody().get("/api/asyncapi.yaml");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(answer.body()).isEqualTo(Files.readString(DESCRIPTION));
  }

  @Test
  void the_description_of_the_http_apis_is_served_in_both_forms() throws IOException {
    HttpResponse<String> yaml = nobody().get("/api/openapi.yaml");
    HttpResponse<String> json = nobody().get("/api/openapi.json");

    assertThat(yaml.statusCode()).isEqualTo(200);
    assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
    assertThat(yaml.body()).isEqualTo(Files.readString(OPENAPI));
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(HttpClientOf.object(json).getJsonObject("paths")).hasSizeGreaterThan(40);
  }

  @Test
  void the_documentation_is_served_with_pictures_and_without_what_is_not_in_it() {
    HttpClientOf reader = nobody();

    assertThat(reader.get("/docs").statusCode()).isEqualTo(302);
    assertThat(reader.get("/docs/").body()).contains(" href=\"api.md\">");
    assertThat(reader.get("/docs/api.md").body()).contains("<h2 id=\"message-fields\">");
    assertThat(reader.get("/docs/adr/0003-h2-flush-before-response.md").statusCode())
        .isEqualTo(200);
    assertThat(reader.get("/docs/images/console/overview-light.png").headers())
        .extracting(headers -> headers.firstValue("Content-Type").orElse(""))
        .isEqualTo("image/png");
    assertThat(reader.get("/docs/reference.html").body()).contains("swagger-ui-bundle.js");
    assertThat(reader.get("/docs/lib/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
    assertThat(reader.get("/docs/nothing.md").statusCode()).isEqualTo(404);
    assertThat(reader.get("/docs/DocumentationServlet.class").statusCode()).isEqualTo(404);
    assertThat(reader.get("/docs/api.md").headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("trusted-types 'none'"));
  }

  @Test
  void a_page_that_has_not_changed_is_not_sent_again() {
    String etag = nobody().get("/docs/api.md").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = nobody().get("/docs/api.md", "If-None-Match", etag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void the_console_is_served_at_a_second_path_too() {
    HttpClientOf browser = nobody();

    assertThat(browser.get("/admin").headers().firstValue("Location"))
        .hasValueSatisfying(address -> assertThat(address).endsWith("/admin/"));
    HttpResponse<String> page = browser.get("/admin/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Tidings console");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("trusted-types 'none'"));
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(browser.get("/admin/index.html").body()).isEqualTo(page.body());
    HttpResponse<String> script = browser.get("/admin/core/api.js");
    assertThat(script.headers().firstValue("Content-Type").orElse("")).contains("javascript");
    assertThat(browser.get("/admin/lib/preact.js").statusCode()).isEqualTo(200);
    String changedAt = script.headers().firstValue("Last-Modified").orElseThrow();
    assertThat(browser.get("/admin/core/api.js", "If-Modified-Since", changedAt).statusCode())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/nothing.js",
        "/admin/core/",
        "/admin/core",
        "/admin/admin/",
        "/admin/%2e%2e/WEB-INF/web.xml",
        "/admin/..%2fWEB-INF/web.xml",
        "/admin/core/..;/..;/WEB-INF/web.xml",
        "/admin//evil.example/",
        "/admin/index.html%00.js"
      })
  void the_second_path_leads_to_nothing_but_files_of_the_console(String path) {
    HttpResponse<String> answer = nobody().get(path);

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("web-app");
  }

  @Test
  void the_page_for_newcomers_is_served_with_its_script_and_style() {
    HttpClientOf browser = nobody();

    assertThat(browser.get("/try.html").statusCode()).isEqualTo(200);
    assertThat(browser.get("/try.js").statusCode()).isEqualTo(200);
    assertThat(browser.get("/try.css").statusCode()).isEqualTo(200);
  }
}
