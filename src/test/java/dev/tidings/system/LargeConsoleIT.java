package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console of a broker with ten thousand topics and a hundred thousand subscriptions. What has a
 * limit is checked; times are printed. {@code -Dtidings.test.console=http://…} has it look at a
 * server that runs already, such as WildFly, whose administrator has the password of the tests.
 */
@Tag("slow")
class LargeConsoleIT {
  /** For the first screen: of its files, on the wire, and of what it shows. */
  private static final long MOST_BYTES = 120 * 1024;

  private static final int MOST_REQUESTS = 120;

  /** Of any answer of the API, as it is sent. */
  private static final int MOST_BYTES_OF_AN_ANSWER = 150 * 1024;

  /** In a second, of an event stream on which little happens. */
  private static final int MOST_BYTES_A_SECOND = 50 * 1024;

  /** Notes in the page when a text can be read there for the first time. */
  private static final String CLOCK =
      """
      window.seen = {};
      new MutationObserver(() => {
        for (const text of ["Overview", "Deepest queues", "/large/t"]) {
          if (!(text in seen) && document.body?.innerText.includes(text)) {
            seen[text] = Math.round(performance.now());
          }
        }
      }).observe(document, {subtree: true, childList: true, characterData: true});
      """;

  private static final String FAR_BACK = LargeBroker.topic(LargeBroker.TOPICS - 124);

  @TempDir Path directory;

  private final Map<String, String> measured = new LinkedHashMap<>();
  private Page window;
  private PageTraffic traffic;
  private ConsolePage page;

  @BeforeEach
  void need_a_browser() {
    HeadlessChromium.assumeInstalled();
  }

  @Test
  void it_stays_small_and_shows_everything() {
    Optional<String> running = Optional.ofNullable(System.getProperty("tidings.test.console"));
    if (running.isPresent()) {
      look(URI.create(running.get()));
    } else {
      Map<String, String> environment =
          Map.of("TIDINGS_ADMIN_PASSWORD", TidingsProcess.ADMIN_PASSWORD);
      try (TidingsProcess server = TidingsProcess.start(directory, environment)) {
        look(URI.create("http://127.0.0.1:" + server.port()));
      }
    }
  }

  private void look(URI server) {
    TidingsClient admin = new TidingsClient(server, "admin", TidingsProcess.ADMIN_PASSWORD);
    time("make the objects", () -> LargeBroker.make(server, admin));
    try (HeadlessChromium browser = HeadlessChromium.start()) {
      window = browser.page();
      window.addInitScript(CLOCK);
      traffic = new PageTraffic(window);
      page = new ConsolePage(window, server.toString());
      log_in();
      first_screen_is_small_and_complete();
      stream_says_little_each_second();
      lists_show_a_page_at_a_time();
      search_finds_what_is_far_back();
      one_of_many_is_opened();
      every_screen_is_complete();
      window_has_one_stream_and_small_answers();
    } finally {
      measured.forEach((what, number) -> System.out.println("LARGE " + what + ": " + number));
    }
  }

  private void time(String what, Runnable work) {
    long begin = System.nanoTime();
    work.run();
    measured.put(what, Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
  }

  private void log_in() {
    page.go("#/", "Log in");
    page.type("Username", "admin");
    page.type("Password", TidingsProcess.ADMIN_PASSWORD);
    time(
        "log in, until the overview is complete",
        () -> {
          page.click("Log in");
          page.shows("Deepest queues");
        });
  }

  private void first_screen_is_small_and_complete() {
    window.navigate("about:blank");
    traffic.forget();
    page.go("#/", "Deepest queues");
    page.shows(LargeBroker.topic(LargeBroker.BUSY - 1));
    page.shows(" topics");
    page.shows("What changed lately");
    List<PageTraffic.Request> requests = traffic.requests();
    List<PageTraffic.Request> files =
        requests.stream().filter(request -> !request.isApi()).toList();
    measured.put("requests of the first screen", requests.size() + ", " + files.size() + " files");
    measured.put(
        "bytes of the first screen",
        PageTraffic.bytes(requests) + ", files " + PageTraffic.bytes(files));
    measured.put("first screen", page.evaluate("JSON.stringify(seen)"));
    assertThat(requests).hasSizeLessThan(MOST_REQUESTS);
    assertThat(PageTraffic.bytes(files)).as(files.toString()).isBetween(20_000L, MOST_BYTES);
    assertThat(PageTraffic.bytes(requests) - PageTraffic.bytes(files))
        .as(requests.toString())
        .isLessThan(MOST_BYTES);
  }

  private void stream_says_little_each_second() {
    PageTraffic.Request stream = stream();
    long before = stream.bytes;
    int seconds = 5;
    window.waitForTimeout(seconds * 1000);
    window.waitForCondition(() -> stream.bytes > before);
    long bytes = stream.bytes - before;
    measured.put("bytes of the stream in " + seconds + " s", Long.toString(bytes));
    assertThat(bytes).isLessThan((long) MOST_BYTES_A_SECOND * seconds);
  }

  private PageTraffic.Request stream() {
    return traffic.requests().stream()
        .filter(PageTraffic.Request::isStream)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private void lists_show_a_page_at_a_time() {
    time("topics", () -> page.go("#/topics", LargeBroker.topic(0)));
    String first = names();
    assertThat(rows()).isEqualTo(50);
    time(
        "next page of topics",
        () -> {
          page.click("Next page");
          page.waitUntil(() -> !names().equals(first) && rows() == 50);
        });
    page.go("#/queues", LargeBroker.endpoint(0));
    time(
        "queues far back",
        () -> {
          int after = (LargeBroker.TOPICS - 100) * LargeBroker.ENDPOINTS;
          page.go("#/queues?after=" + after, "First page");
          page.waitUntil(() -> rows() == 50);
        });
    assertThat(rows()).isEqualTo(50);
  }

  private String names() {
    return page.evaluate(
        "[...document.querySelectorAll('tbody td:first-child')].map(one => one.innerText).join()");
  }

  private int rows() {
    return Integer.parseInt(page.evaluate("document.querySelectorAll('tbody tr').length"));
  }

  private void search_finds_what_is_far_back() {
    page.go("#/topics", LargeBroker.topic(0));
    page.press("/");
    time(
        "search for a topic",
        () -> {
          page.type("Search topics", FAR_BACK);
          page.waitUntil(() -> rows() == 1 && names().equals(FAR_BACK));
        });
    time("search for a queue", () -> page.go("#/queues?name=" + FAR_BACK, FAR_BACK));
    assertThat(rows()).isEqualTo(LargeBroker.ENDPOINTS);
  }

  /** The name of the first is part of the names of a thousand others. */
  private void one_of_many_is_opened() {
    page.go("#/topics?name=" + LargeBroker.topic(1), LargeBroker.topic(1));
    time(
        "a topic",
        () -> {
          page.click(LargeBroker.topic(1));
          page.waitUntil(() -> rows() == LargeBroker.ENDPOINTS);
        });
    page.go("#/queues", LargeBroker.endpoint(0));
    time("a queue", () -> page.go("#/queues/" + firstQueue(), "It delivers what the line"));
  }

  private String firstQueue() {
    return page.evaluate(
        "document.querySelector('tbody a').getAttribute('href').replace('#/queues/', '')");
  }

  private void every_screen_is_complete() {
    Map.of(
            "#/dead-letters", "No dead letters.",
            "#/endpoints", LargeBroker.endpoint(0),
            "#/access?topic=/large/t1", LargeBroker.endpoint(0),
            "#/connections", "Nobody is connected.",
            "#/jobs", "What is done with many messages",
            "#/audit", "create subscription large-",
            "#/definitions", "As it is now",
            "#/settings", "tidings.http.max-body")
        .forEach((place, text) -> time(place, () -> page.go(place, text)));
  }

  private void window_has_one_stream_and_small_answers() {
    List<PageTraffic.Request> all = traffic.requests();
    assertThat(all).filteredOn(PageTraffic.Request::isStream).hasSize(1);
    assertThat(all)
        .filteredOn(request -> request.isApi() && !request.isStream())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            request ->
                assertThat(request.bytes).as(request.path).isLessThan(MOST_BYTES_OF_AN_ANSWER));
    measured.put(
        "largest answers",
        all.stream()
            .filter(request -> request.isApi() && !request.isStream())
            .sorted((one, other) -> Long.compare(other.bytes, one.bytes))
            .limit(3)
            .toList()
            .toString());
  }
}
