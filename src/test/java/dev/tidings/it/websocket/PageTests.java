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

/** What the documentation shows of sockets is what they do. */
class PageTests extends DeployedServerTest implements WebSocketTests {
  private static final Path PAGE = Path.of("docs", "websocket.md");
  private static final Path DESCRIPTION =
      Path.of("src/main/resources/dev/tidings/platform/ops/asyncapi.yaml");

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
  void the_page_for_newcomers_is_served_with_its_script_and_style() {
    HttpClientOf browser = nobody();

    assertThat(browser.get("/try.html").statusCode()).isEqualTo(200);
    assertThat(browser.get("/try.js").statusCode()).isEqualTo(200);
    assertThat(browser.get("/try.css").statusCode()).isEqualTo(200);
  }
}
