package dev.tidings.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of other origins that use the credentials which the administrator's browser remembers.
 * Under a name over plain HTTP, browsers say which page it is and not whether it is the same site;
 * two ports of localhost are one site.
 */
@Tag("slow")
class BrowserAttackIT {
  private static final String ENDPOINTS = "/api/v1/admin/endpoints";

  /** Submits a form whose body is JSON: the name of its field, an equals sign, and the value. */
  private static final String FORM =
      """
      <!doctype html><title>form</title>
      <form method="post" enctype="text/plain" action="%1$s">
      <input name='{"name":"evil","role":"admin","username":"evil","password":"evil'
          value='word"}'>
      </form>
      <script>document.forms[0].submit()</script>
      """;

  private static final String FETCH =
      """
      <!doctype html><title>waiting</title>
      <script>
      fetch('%1$s', {method: 'POST', mode: 'no-cors', credentials: 'include',
          headers: {'Content-Type': 'text/plain'},
          body: '{"name":"evil","role":"admin","username":"evil","password":"evil-word"}'})
        .finally(() => document.title = 'sent')
      </script>
      """;

  @TempDir Path directory;

  @BeforeEach
  void need_a_browser() {
    HeadlessChromium.assumeInstalled();
  }

  @Test
  void pages_of_other_origins_change_nothing() {
    try (TidingsProcess server = TidingsProcess.start(directory);
        HeadlessChromium browser =
            HeadlessChromium.start(
                "--host-resolver-rules=MAP evil.test 127.0.0.1,MAP tidings.test 127.0.0.1")) {
      attack(server, browser.page(), "tidings.test", "evil.test");
      attack(server, browser.page(), "localhost", "localhost");
    }
  }

  private static void attack(TidingsProcess server, Page page, String host, String otherHost) {
    String ours = "http://" + host + ":" + server.port();
    HttpServer pages = serve(ours + ENDPOINTS);
    String theirs = "http://" + otherHost + ":" + pages.getAddress().getPort();
    try {
      logIn(page, ours, host, server.port());

      page.navigate(theirs + "/fetch");
      assertThat(page).hasTitle("sent");
      assertNothingWasMade(server);

      // Its script sends the form before it is loaded.
      page.navigate(
          theirs + "/form", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
      awaitBody(page, "\"status\"");
      awaitBody(page, "\"access-denied\"");
      assertNothingWasMade(server);
    } finally {
      pages.stop(0);
    }
  }

  /** With the credentials in the address, and then without: the browser sends them by itself. */
  private static void logIn(Page page, String ours, String host, int port) {
    page.navigate(
        "http://admin:%s@%s:%d%s".formatted(TidingsProcess.ADMIN_PASSWORD, host, port, ENDPOINTS));
    awaitBody(page, "\"endpoints\"");
    page.navigate("about:blank");
    page.navigate(ours + "/api/v1/admin/topics");
    awaitBody(page, "\"topics\"");
  }

  private static void assertNothingWasMade(TidingsProcess server) {
    assertThat(server.admin().get(ENDPOINTS + "?name=evil").body()).isEqualTo("{\"endpoints\":[]}");
  }

  private static void awaitBody(Page page, String text) {
    assertThat(page.locator("body")).containsText(text);
  }

  /** The pages of somebody else. */
  private static HttpServer serve(String target) {
    try {
      HttpServer pages =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      add(pages, "/form", FORM.formatted(target));
      add(pages, "/fetch", FETCH.formatted(target));
      pages.start();
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(HttpServer pages, String path, String page) {
    byte[] bytes = page.getBytes(UTF_8);
    pages.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
