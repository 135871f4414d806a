package dev.tidings.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a newcomer does: opens the page in a browser, subscribes, publishes in another window, and
 * sees it arrive.
 */
@Tag("slow")
class TryPageIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String MESSAGES = "/api/v1/topics/demo/orders/messages";
  private static final String SUBSCRIPTION = "/api/v1/topics/demo/orders/subscription";

  @TempDir Path directory;

  @BeforeEach
  void need_a_browser() {
    HeadlessChromium.assumeInstalled();
  }

  @Test
  void messages_that_somebody_publishes_appear_on_the_page() {
    try (TidingsProcess server = TidingsProcess.start(directory);
        HeadlessChromium browser = HeadlessChromium.start()) {
      Page page = browser.page();
      TidingsClient publisher = server.client("demo", TidingsProcess.DEMO_PASSWORD);

      page.navigate("http://127.0.0.1:" + server.port() + "/try.html");
      assertThat(page.innerText("#command"))
          .startsWith("curl -u demo:$PASSWORD")
          .endsWith("127.0.0.1:" + server.port() + MESSAGES);
      refuses_a_wrong_password(page);
      shows_what_arrives(page, publisher);
      keeps_what_comes_while_it_is_stopped(page, publisher);
      ends_the_subscription(page, publisher);
    }
  }

  private static void refuses_a_wrong_password(Page page) {
    page.fill("#password", "wrong");
    page.click("#subscribe");

    awaitStatus(page, "You are not authorized to access this resource");
  }

  private static void shows_what_arrives(Page page, TidingsClient publisher) {
    page.fill("#password", TidingsProcess.DEMO_PASSWORD);
    page.click("#subscribe");
    awaitStatus(page, "Watching /demo/orders.");

    publish(publisher, "Two <b>apples</b>");

    awaitFirst(page, "Two <b>apples</b>");
    assertThat(page.innerText("#messages li:first-child p"))
        .contains("/demo/orders")
        .contains("priority 5");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(publisher.get(SUBSCRIPTION).body()).contains("\"queue_depth\":0"));
  }

  private static void keeps_what_comes_while_it_is_stopped(Page page, TidingsClient publisher) {
    page.click("#stop");
    publish(publisher, "Three pears");
    page.click("#subscribe");

    awaitFirst(page, "Three pears");
    assertThat(page.locator("#messages li")).hasCount(2);
  }

  private static void ends_the_subscription(Page page, TidingsClient publisher) {
    awaitStatus(page, "Watching /demo/orders.");
    page.click("#unsubscribe");

    awaitStatus(page, "Unsubscribed.");
    assertThat(publisher.get(SUBSCRIPTION).status()).isEqualTo(404);
  }

  private static void publish(TidingsClient publisher, String text) {
    assertThat(publisher.post(MESSAGES, "text/plain", text.getBytes(UTF_8)).status())
        .isEqualTo(201);
  }

  private static void awaitStatus(Page page, String status) {
    assertThat(page.locator("#status")).hasText(status);
  }

  private static void awaitFirst(Page page, String data) {
    assertThat(page.locator("#messages li:first-child pre")).hasText(data);
  }
}
