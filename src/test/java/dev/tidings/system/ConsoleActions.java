package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator does in the console. */
final class ConsoleActions {
  private static final String ADMIN = "/api/v1/admin/";

  private final TidingsProcess server;
  private final ConsolePage page;

  ConsoleActions(TidingsProcess server, ConsolePage page) {
    this.server = server;
    this.page = page;
  }

  void topic_is_made_used_and_deleted() {
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
    long queue = id("subscriptions", "/console/new");
    page.go("#/queues/" + queue, "Hello from the console");
    page.click("Choose these 1");
    page.click("Reject");
    page.type("Reason", "of no use");
    page.click("Start");
    page.shows("Rejected 1 message.");
    page.go("#/queues/" + queue + "?state=dead", "of no use");
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

  void dead_letters_are_put_back() {
    long queue = id("subscriptions", ConsoleData.TOPIC);
    page.go(
        "#/queues/" + queue + "?state=dead&reason=out+of+stock", "All with this in their reason");
    page.click("Redeliver");
    page.shows("Put 2 messages back into the queue.");
    page.go("#/queues/" + queue + "?state=dead", ConsoleData.HOSTILE);
    page.click("Choose these 3");
    page.shows("3 dead letters chosen");
    page.click("Delete");
    page.shows("Delete dead letters?");
    page.click("Delete");
    page.shows("Deleted 3 dead letters.");
    page.shows("No dead letters here.");
  }

  void patterns_are_tried_out() {
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

  void stale_version_is_said() {
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

  void keys_work() {
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

  void alert_is_acknowledged() {
    page.go("#/", "Messages wait, and nobody receives");
    page.click("Acknowledge");
    page.shows("admin looks after it.");
    page.isAccessible("an overview with alerts");
    assertThat(server.admin().get(ADMIN + "alerts").expect(200).body())
        .contains("\"acknowledged_by\":\"admin\"");
  }

  private long id(String what, String text) {
    return ConsoleData.id(server, what, text);
  }
}
