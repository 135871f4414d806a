package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** All screens of the console, with contents that would like to be code. */
final class ConsoleScreens {
  private final TidingsProcess server;
  private final ConsolePage page;

  ConsoleScreens(TidingsProcess server, ConsolePage page) {
    this.server = server;
    this.page = page;
  }

  void all_screens_are_accessible_and_run_nothing() {
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
            Map.entry("#/nodes", "this one"),
            Map.entry("#/nodes?name=nothing-like-this", "No node has this in its name."),
            Map.entry("#/connections", "Nobody is connected."),
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

  void texts_and_rules_are_right() {
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

  /** A page, and the reference, which a renderer makes in the browser. */
  void documentation_is_shown() {
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

  void screens_fit_on_a_phone(ConsolePage phone) {
    phone.go("#/queues/" + id("subscriptions", ConsoleData.TOPIC), "priority 9");
    phone.isAccessible("a queue on a phone");
    phone.go("#/", "Deepest queues");
    phone.isAccessible("the overview on a phone");
  }

  private long id(String what, String text) {
    return ConsoleData.id(server, what, text);
  }
}
