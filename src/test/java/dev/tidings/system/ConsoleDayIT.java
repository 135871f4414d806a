package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A browser that is left open for a day does not grow. The day passes within minutes: the clock of
 * the page and what it takes for its server are {@code console-day.js}. Each second brings figures;
 * three times an hour the server is away; each hour another screen is open, and twice the login
 * ends: before the first size is taken, and in the middle of the day.
 */
@Tag("slow")
class ConsoleDayIT {
  /** In seconds: twelve times as short where the long rounds are left out. */
  private static final int HOUR =
      Integer.getInteger(
          "tidings.test.hour", Integer.getInteger("tidings.test.rounds", 1) > 1 ? 3_600 : 300);

  private static final int PART = 60;

  /** As the script has it. */
  private static final int AWAY_EVERY = 1_200;

  /** What garbage collections leave differs a little. */
  private static final long MORE_BYTES = 512 * 1024;

  private static final long MORE_NODES = 200;
  private static final long MORE_LISTENERS = 20;

  private static final Map<String, String> SCREENS =
      Map.ofEntries(
          Map.entry("#/", "Deepest queues"),
          Map.entry("#/topics", "/day/7"),
          Map.entry("#/topics/1", "It takes publications."),
          Map.entry("#/queues", "reader-7"),
          Map.entry("#/queues/1", "priority 5"),
          Map.entry("#/queues/1?state=dead", "reason 1"),
          Map.entry("#/dead-letters", "Queues with dead letters"),
          Map.entry("#/endpoints", "reader-7"),
          Map.entry("#/connections", "of 500"),
          Map.entry("#/jobs", "looked at"),
          Map.entry("#/audit", "max_depth"),
          Map.entry("#/settings", "tidings.name"));

  private CDPSession tools;
  private ConsolePage page;

  /** What the page takes, once its garbage is away. */
  private record Size(long bytes, long nodes, long listeners) {}

  @BeforeEach
  void need_a_browser() {
    HeadlessChromium.assumeInstalled();
    assumeThat(Files.isDirectory(ConsoleFileServer.LIBRARIES)).as("libraries").isTrue();
  }

  @Test
  void a_day_later_it_takes_no_more_than_after_an_hour() {
    try (ConsoleFileServer files = new ConsoleFileServer();
        HeadlessChromium browser = HeadlessChromium.start()) {
      browser.page().addInitScript(script());
      tools = browser.page().context().newCDPSession(browser.page());
      page = new ConsolePage(browser.page(), files.address());
      browser.page().navigate(files.address() + "/console/");
      see("#/", "Log out");
      List<String> screens = SCREENS.keySet().stream().sorted().toList();
      visit(screens);
      login_ends_and_begins();
      Size first = hour("#/");
      for (int hour = 1; hour < 23; hour++) {
        hour(screens.get(hour % screens.size()));
        if (hour == 12) {
          login_ends_and_begins();
        }
      }
      visit(screens);
      Size last = hour("#/");

      assertThat(Long.parseLong(page.evaluate("day.server.seconds"))).isGreaterThan(24L * HOUR);
      long streams = 24L * HOUR / AWAY_EVERY;
      assertThat(Long.parseLong(page.evaluate("day.server.opened"))).isGreaterThan(streams);
      assertThat(page.evaluate("day.server.streams.size")).isEqualTo("1");
      assertThat(Long.parseLong(page.evaluate("day.timers()"))).isLessThan(20);
      assertThat(last.bytes())
          .as("%s, then %s", first, last)
          .isLessThan(first.bytes() + MORE_BYTES);
      assertThat(last.nodes()).isLessThan(first.nodes() + MORE_NODES);
      assertThat(last.listeners()).isLessThan(first.listeners() + MORE_LISTENERS);
    }
  }

  /** Everything that is loaded once is loaded then. */
  private void visit(List<String> screens) {
    screens.forEach(screen -> see(screen, SCREENS.get(screen)));
  }

  private void see(String screen, String text) {
    page.evaluate("location.hash = '%s'".formatted(screen));
    // If the server is away, the console tries again, by a clock that stands still meanwhile.
    for (int i = 0; i < 10 && !isShown(text); i++) {
      pass(30);
    }
    page.shows(text);
  }

  private boolean isShown(String text) {
    return Boolean.parseBoolean(
        page.evaluate("document.body.innerText.includes('%s')".formatted(text)));
  }

  private Size hour(String screen) {
    see(screen, SCREENS.get(screen));
    for (int passed = 0; passed < HOUR; passed += PART) {
      pass(PART);
    }
    Size size = size();
    System.out.println("DAY " + screen + " " + size);
    return size;
  }

  private void pass(int seconds) {
    page.evaluate("day.pass(%d)".formatted(seconds));
  }

  private void login_ends_and_begins() {
    page.evaluate("day.logOut()");
    pass(60);
    page.shows("The session has ended.");
    page.type("Username", "admin");
    page.type("Password", "secret");
    page.click("Log in");
    pass(30);
    page.shows("Log out");
  }

  private Size size() {
    tools.send("HeapProfiler.collectGarbage");
    JsonObject heap = tools.send("Runtime.getHeapUsage");
    JsonObject counters = tools.send("Memory.getDOMCounters");
    return new Size(
        heap.get("usedSize").getAsLong(),
        counters.get("nodes").getAsLong(),
        counters.get("jsEventListeners").getAsLong());
  }

  private static String script() {
    try (InputStream script = ConsoleDayIT.class.getResourceAsStream("console-day.js")) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
