package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a newcomer does: opens the page in a browser, subscribes, publishes in another window, and
 * sees it arrive. Without a Chromium on the machine it is left out.
 */
@Tag("slow")
class TryPageIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String MESSAGES = "/api/v1/topics/demo/orders/messages";
  private static final String SUBSCRIPTION = "/api/v1/topics/demo/orders/subscription";

  @TempDir Path directory;

  @BeforeEach
  void need_a_browser() {
    assumeThat(Chromium.program()).as("Chromium").isPresent();
  }

  @Test
  void messages_that_somebody_publishes_appear_on_the_page() {
    try (TidingsProcess server = TidingsProcess.start(directory);
        Chromium browser = Chromium.start(Chromium.program().orElseThrow(), directory)) {
      TidingsClient publisher = server.client("demo", TidingsProcess.DEMO_PASSWORD);

      browser.open("http://127.0.0.1:" + server.port() + "/try.html");
      assertThat(browser.text("#command"))
          .startsWith("curl -u demo:$PASSWORD")
          .endsWith("127.0.0.1:" + server.port() + MESSAGES);
      refuses_a_wrong_password(browser);
      shows_what_arrives(browser, publisher);
      keeps_what_comes_while_it_is_stopped(browser, publisher);
      ends_the_subscription(browser, publisher);
    }
  }

  private static void refuses_a_wrong_password(Chromium browser) {
    browser.type("#password", "wrong");
    browser.click("#subscribe");

    awaitStatus(browser, "You are not authorized to access this resource");
  }

  private static void shows_what_arrives(Chromium browser, TidingsClient publisher) {
    browser.type("#password", TidingsProcess.DEMO_PASSWORD);
    browser.click("#subscribe");
    awaitStatus(browser, "Watching /demo/orders.");

    publish(publisher, "Two <b>apples</b>");

    awaitFirst(browser, "Two <b>apples</b>");
    assertThat(browser.text("#messages li:first-child p"))
        .contains("/demo/orders")
        .contains("priority 5");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(publisher.get(SUBSCRIPTION).body()).contains("\"queue_depth\":0"));
  }

  private static void keeps_what_comes_while_it_is_stopped(
      Chromium browser, TidingsClient publisher) {
    browser.click("#stop");
    publish(publisher, "Three pears");
    browser.click("#subscribe");

    awaitFirst(browser, "Three pears");
    assertThat(browser.evaluate("document.querySelectorAll('#messages li').length")).isEqualTo("2");
  }

  private static void ends_the_subscription(Chromium browser, TidingsClient publisher) {
    awaitStatus(browser, "Watching /demo/orders.");
    browser.click("#unsubscribe");

    awaitStatus(browser, "Unsubscribed.");
    assertThat(publisher.get(SUBSCRIPTION).status()).isEqualTo(404);
  }

  private static void publish(TidingsClient publisher, String text) {
    assertThat(publisher.post(MESSAGES, "text/plain", text.getBytes(UTF_8)).status())
        .isEqualTo(201);
  }

  private static void awaitStatus(Chromium browser, String status) {
    await().atMost(LONG).until(() -> browser.text("#status").equals(status));
  }

  private static void awaitFirst(Chromium browser, String data) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> browser.text("#messages li:first-child pre").equals(data));
  }
}
