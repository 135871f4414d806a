package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidings.fixture.Ports;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console, from the link of the first start on: its screens, what they do, and what happens
 * when the server is away. Without a Chromium on the machine it is left out.
 */
@Tag("slow")
class ConsoleIT {
  private static final Pattern LINK =
      Pattern.compile("once and within 15 minutes: http://[^/]+/console/(#/set-up/\\S+)");
  private static final String ADMIN = "/api/v1/admin/";

  @TempDir Path directory;

  private TidingsProcess server;
  private ConsolePage page;

  @BeforeEach
  void need_a_browser() {
    assumeThat(Chromium.program()).as("Chromium").isPresent();
  }

  @Test
  void somebody_who_administers_sees_and_mends_everything() {
    int port = Ports.free();
    Map<String, String> environment = Map.of("TIDINGS_DEMO_PASSWORD", TidingsProcess.DEMO_PASSWORD);
    try (TidingsProcess first =
            TidingsProcess.ready(TidingsProcess.launch(directory, environment, port));
        Chromium browser = Chromium.start(Chromium.program().orElseThrow(), directory)) {
      server = first;
      page = new ConsolePage(browser, "http://127.0.0.1:" + port);
      first_password_is_set_by_the_link();
      wrong_password_is_refused_and_the_right_one_logs_in();
      ConsoleData.make(server);
      all_screens_are_accessible_and_run_nothing();
      texts_and_rules_are_right();
      topic_is_made_used_and_deleted();
      dead_letters_are_put_back();
      patterns_are_tried_out();
      stale_version_is_said();
      keys_work();
      alert_is_acknowledged();
      pictures_are_taken();
      documentation_is_shown();
      whoever_monitors_sees_everything_and_nothing_to_press();
      session_ends_with_its_password();
      server.stop();
      page.shows("The server does not answer.");
      try (TidingsProcess second =
          TidingsProcess.ready(TidingsProcess.launch(directory, environment, port))) {
        page.showsNoMore("The server does not answer.");
        page.shows("Log out");
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  private void first_password_is_set_by_the_link() {
    Matcher link = LINK.matcher(server.output());
    assertThat(link.find()).as(server.output()).isTrue();
    page.go(link.group(1), "Welcome");
    page.isAccessible("set up");
    page.type("Password", TidingsProcess.ADMIN_PASSWORD);
    page.type("The same again", TidingsProcess.ADMIN_PASSWORD);
    page.click("Set the password");
    page.shows("Overview");
    server.admin().get(ADMIN + "topics").expect(200);
    page.click("Log out");
    page.shows("Log in");
    page.go(link.group(1), "Welcome");
    page.type("Password", "of-somebody-else");
    page.type("The same again", "of-somebody-else");
    page.click("Set the password");
    page.shows("The link was used already");
  }

  private void wrong_password_is_refused_and_the_right_one_logs_in() {
    page.go("#/", "Log in");
    page.isAccessible("log in");
    page.type("Username", "admin");
    page.type("Password", "wrong");
    page.click("Log in");
    page.shows("The username or the password is missing or wrong");
    logIn("admin", TidingsProcess.ADMIN_PASSWORD);
    page.reload("Overview");
  }

  private void logIn(String username, String password) {
    page.type("Username", username);
    page.type("Password", password);
    page.click("Log in");
    page.shows("Overview");
  }

  private void all_screens_are_accessible_and_run_nothing() {
    long queue = id("subscriptions", ConsoleData.TOPIC);
    Map<String, String> screens =
        Map.ofEntries(
            Map.entry("#/", "Deepest queues"),
            Map.entry("#/topics", ConsoleData.TOPIC),
            Map.entry("#/topics?name=nothing-like-this", "No topic has"),
            Map.entry("#/topics/" + id("topics", ConsoleData.TOPIC), "Subscriptions"),
            Map.entry(
                "#/topics/" + id("topics", ConsoleData.TOPIC) + "?show=publish", "Correlation id"),
            Map.entry(
                "#/topics/" + id("topics", ConsoleData.TOPIC) + "?show=settings",
                "Lease of a delivery"),
            Map.entry("#/queues", ConsoleData.CONSUMER),
            Map.entry("#/queues/" + queue, "priority 9"),
            Map.entry("#/queues/" + queue + "?state=leased", "Nobody holds a message."),
            Map.entry("#/queues/" + queue + "?state=dead", ConsoleData.HOSTILE),
            Map.entry("#/dead-letters", ConsoleData.TOPIC),
            Map.entry("#/endpoints", ConsoleData.HOSTILE),
            Map.entry("#/endpoints/" + id("endpoints", ConsoleData.CONSUMER), "Try a topic out"),
            Map.entry("#/access?topic=/demo/orders", "Line 3 matches: pub=/demo/**"),
            Map.entry("#/listeners", "This application has no listeners."),
            Map.entry("#/settings?name=console", "tidings.console.session-lifetime"),
            Map.entry("#/nothing", "There is no screen at this address."));
    screens.forEach(
        (place, text) -> {
          page.go(place, text);
          page.isAccessible(place);
          assertNothingRan();
        });
    messages_open(queue);
  }

  /** Each of them, with its data on the page. */
  private void messages_open(long queue) {
    for (String state : List.of("ready", "dead")) {
      page.go("#/queues/" + queue + "?state=" + state, "priority");
      int number = Integer.parseInt(page.evaluate("document.querySelectorAll('.message').length"));
      for (int at = 0; at < number; at++) {
        page.evaluate("document.querySelectorAll('.message-button')[" + at + "].click()");
        page.shows("Message id");
        page.isAccessible("an open message");
        assertNothingRan();
        page.evaluate("document.querySelectorAll('.message-button')[" + at + "].click()");
        page.showsNoMore("Message id");
      }
      assertThat(number).isGreaterThan(2);
    }
  }

  private void assertNothingRan() {
    assertThat(page.evaluate("globalThis.hacked")).isEqualTo("undefined");
    assertThat(
            page.evaluate(
                "document.querySelectorAll('#console script, #console img[src=x], #console iframe').length"))
        .isEqualTo("0");
  }

  private void texts_and_rules_are_right() {
    assertThat(
            page.module(
                "core/format.js",
                "[m.formatAge(125000), m.formatBytes(1536), m.parseDuration('1.5 h'),"
                    + " m.formatDuration(90000), m.formatDuration(2147483647000)].join()"))
        .isEqualTo("2 min 5 s,1.5 KiB,5400000,90 s,never");
    assertThat(
            page.module(
                "core/json.js", "m.printLine(m.parseExactly('[1.10, 12345678901234567890]'))"))
        .isEqualTo("[1.10, 12345678901234567890]");
    String endpoint = "{role: 'pub-sub', patterns: ['sub=/**', 'pub=/a/*'], is_active: true}";
    for (String[] topic :
        new String[][] {{"/a/b", "2"}, {"/a/b/c", "0"}, {"/tidings/x", "0"}, {"/a.b", "0"}}) {
      assertThat(
              page.module(
                  "core/patterns.js", "m.decide('pub', '" + topic[0] + "', " + endpoint + ").line"))
          .as(topic[0])
          .isEqualTo(topic[1]);
    }
  }

  private void topic_is_made_used_and_deleted() {
    page.go("#/topics", ConsoleData.TOPIC);
    page.click("New topic");
    page.type("Name", "/console//new");
    page.click("Make the topic");
    page.shows("name");
    page.type("Name", "/console/new");
    page.click("Make the topic");
    page.shows("Nobody is subscribed.");
    page.click("Subscribe an endpoint");
    page.type("Endpoint", ConsoleData.CONSUMER);
    page.isAccessible("a dialog");
    page.click("Subscribe");
    page.shows("Subscribed " + ConsoleData.CONSUMER);
    page.click("Publish");
    page.type("Data", "Hello from the console");
    page.click("Publish");
    page.shows("Published zpsm");
    page.go("#/queues/" + id("subscriptions", "/console/new"), "Hello from the console");
    page.go("#/topics/" + id("topics", "/console/new"), "Pause");
    page.click("Pause");
    page.shows("Publications are refused until it is resumed.");
    page.click("Delete");
    page.shows("1 subscription with their queues");
    page.click("Delete the topic");
    page.shows("Deleted /console/new with 1 subscription.");
    assertThat(server.admin().get(ADMIN + "topics?name=/console/new").body())
        .isEqualTo("{\"topics\":[]}");
  }

  private void dead_letters_are_put_back() {
    long queue = id("subscriptions", ConsoleData.TOPIC);
    page.go(
        "#/queues/" + queue + "?state=dead&reason=out+of+stock", "All with this in their reason");
    page.click("Redeliver");
    page.shows("Put 2 messages back into the queue.");
    page.go("#/queues/" + queue + "?state=dead", ConsoleData.HOSTILE);
    page.click("Choose these 3");
    page.shows("3 dead letters chosen");
    page.click("Delete");
    page.click("Delete");
    page.shows("Deleted 3 dead letters.");
    page.shows("No dead letters here.");
  }

  private void patterns_are_tried_out() {
    page.go("#/endpoints", ConsoleData.CONSUMER);
    page.click("New endpoint");
    page.type("Patterns", "pub=/orders/*\nsub=/orders/**");
    page.type("Try a topic out", "/orders/new/today");
    page.shows("No line that begins with pub= matches.");
    page.shows("Line 2 matches: sub=/orders/**");
    page.type("Name", "console-made");
    page.type("Username", "console-made");
    page.type("Password", "short");
    page.click("Make the endpoint");
    page.shows("password");
    page.type("Password", "long-enough");
    page.click("Make the endpoint");
    page.shows("It can log in.");
    server.client("console-made", "long-enough").get("/api/v1/topics/x/subscription").expect(403);
    page.click("Disable");
    page.shows("Its logins are refused until it is enabled.");
    server.client("console-made", "long-enough").get("/api/v1/topics/x/subscription").expect(401);
  }

  private void stale_version_is_said() {
    long id = id("topics", ConsoleData.TOPIC);
    page.go("#/topics/" + id, "Edit");
    page.click("Edit");
    page.shows("Limits and defaults");
    server
        .admin()
        .send(
            "PATCH",
            ADMIN + "topics/" + id,
            "application/json",
            "{\"max_depth\":99999}".getBytes(UTF_8),
            "If-Match",
            "*")
        .expect(200);
    page.click("Save");
    page.shows("Somebody else was faster.");
    page.click("Load what is there now");
    page.showsNoMore("Somebody else was faster.");
  }

  private void keys_work() {
    page.go("#/topics", ConsoleData.TOPIC);
    page.evaluate("document.activeElement.blur()");
    page.press("/");
    assertThat(page.evaluate("document.activeElement.type")).isEqualTo("search");
    page.evaluate("document.activeElement.blur()");
    page.press("?");
    page.shows("Search on this screen");
    page.isAccessible("help");
    page.click("Close");
    page.press("g");
    page.press("e");
    page.shows("Who publishes and receives");
  }

  private void alert_is_acknowledged() {
    page.go("#/", "Messages wait, and nobody receives");
    page.click("Acknowledge");
    page.shows("admin looks after it.");
    page.isAccessible("an overview with alerts");
    assertThat(server.admin().get(ADMIN + "alerts").expect(200).body())
        .contains("\"acknowledged_by\":\"admin\"");
  }

  /** A page, and the reference, which a renderer makes in the browser. */
  private void documentation_is_shown() {
    page.go("../docs/", "Decisions");
    page.isAccessible("the documentation");
    page.click("API");
    page.shows("Message fields");
    page.isAccessible("a page of the documentation");
    page.click("HTTP API");
    page.shows("/api/v1/topics/{topic}/subscription/acknowledge");
    page.isAccessible("the reference of the API");
    page.go("#/", "Overview");
  }

  private void pictures_are_taken() {
    ConsoleData.makePresentable(server);
    long queue = id("subscriptions", ConsoleData.TOPIC);
    String topics = "#/topics";
    page.go("#/", "Deepest queues");
    page.picture("overview-light");
    page.dark(true);
    page.picture("overview-dark");
    page.go("#/queues/" + queue + "?state=dead", "out of stock");
    page.picture("dead-letters-dark");
    page.dark(false);
    page.go(topics, ConsoleData.TOPIC);
    page.picture("topics-light");
    page.go("#/queues/" + queue, "priority 9");
    page.evaluate("document.querySelectorAll('.message-button')[0].click()");
    page.shows("Message id");
    page.picture("queue-light");
    page.size(390, 844, true);
    page.go("#/queues/" + queue, "priority 9");
    page.picture("queue-phone");
    page.isAccessible("a queue on a phone");
    page.go("#/", "Deepest queues");
    page.picture("overview-phone");
    page.size(1280, 800, false);
  }

  private void whoever_monitors_sees_everything_and_nothing_to_press() {
    ConsoleForMonitors.addEndpoint(server);
    page.click("Log out");
    page.shows("Log in");
    logIn(ConsoleForMonitors.NAME, ConsoleForMonitors.PASSWORD);
    new ConsoleForMonitors(page)
        .has_nothing_to_press(
            id("topics", ConsoleData.TOPIC),
            id("subscriptions", ConsoleData.TOPIC),
            id("endpoints", ConsoleData.CONSUMER));
    page.click("Log out");
    page.shows("Log in");
    logIn("admin", TidingsProcess.ADMIN_PASSWORD);
  }

  private void session_ends_with_its_password() {
    page.go("#/endpoints", ConsoleData.CONSUMER);
    long id = id("endpoints", "\"admin\"");
    setPassword(id, "a-new-password", TidingsProcess.ADMIN_PASSWORD);
    page.shows("The session has ended.");
    page.type("Username", "admin");
    page.type("Password", "a-new-password");
    page.click("Log in");
    page.shows("Who publishes and receives");
    assertThat(page.evaluate("document.cookie")).isEmpty();
  }

  private void setPassword(long id, String password, String old) {
    JsonObject body = Json.createObjectBuilder().add("password", password).build();
    server
        .client("admin", old)
        .send(
            "PATCH",
            ADMIN + "endpoints/" + id,
            "application/json",
            body.toString().getBytes(UTF_8),
            "If-Match",
            "*")
        .expect(200);
  }

  /** Of the first topic, endpoint or subscription whose line has that text. */
  private long id(String what, String text) {
    return server
        .admin()
        .get(ADMIN + what + "?limit=1000")
        .object()
        .getJsonArray(what)
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(one -> one.toString().contains(text))
        .findFirst()
        .orElseThrow()
        .getInt("id");
  }
}
