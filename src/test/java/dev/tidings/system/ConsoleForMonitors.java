package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The screens as somebody sees them who may look on, and change nothing. */
final class ConsoleForMonitors {
  private static final String NAME = "watcher";
  private static final String PASSWORD = "a-watchers-password";

  private static final List<String> CHANGES =
      List.of(
          "New topic",
          "New endpoint",
          "New job",
          "Subscribe an endpoint",
          "Edit",
          "Pause",
          "Delete",
          "Move",
          "Clear",
          "Unsubscribe",
          "Disable",
          "Redeliver",
          "Acknowledge",
          "Disconnect",
          "Show what it would change");
  private final ConsolePage page;

  ConsoleForMonitors(ConsolePage page) {
    this.page = page;
  }

  void sees_everything_and_nothing_to_press(TidingsProcess server, ConsoleLogin login) {
    addEndpoint(server);
    page.click("Log out");
    page.shows("Log in");
    login.logIn(NAME, PASSWORD);
    has_nothing_to_press(
        ConsoleData.id(server, "topics", ConsoleData.TOPIC),
        ConsoleData.id(server, "subscriptions", ConsoleData.TOPIC),
        ConsoleData.id(server, "endpoints", ConsoleData.CONSUMER));
    page.click("Log out");
    page.shows("Log in");
    login.logIn("admin", TidingsProcess.ADMIN_PASSWORD);
  }

  private static void addEndpoint(TidingsProcess server) {
    JsonObject watcher =
        Json.createObjectBuilder()
            .add("name", NAME)
            .add("type", "rest")
            .add("role", "monitor")
            .add("username", NAME)
            .add("password", PASSWORD)
            .build();
    server.admin().post("/api/v1/admin/endpoints", watcher).expect(201);
  }

  private void has_nothing_to_press(long topic, long queue, long endpoint) {
    Map<String, String> screens =
        Map.ofEntries(
            Map.entry("#/", "Messages wait, and nobody receives"),
            Map.entry("#/topics", ConsoleData.TOPIC),
            Map.entry("#/topics/" + topic, ConsoleData.CONSUMER),
            Map.entry("#/queues", ConsoleData.CONSUMER),
            Map.entry("#/queues/" + queue, "data that only administrators see"),
            Map.entry("#/queues/" + queue + "?state=dead", "out of stock"),
            Map.entry("#/endpoints", ConsoleData.CONSUMER),
            Map.entry("#/endpoints/" + endpoint, "Try a topic out"),
            Map.entry("#/nodes", "this one"),
            Map.entry("#/connections", "Nobody is connected."),
            Map.entry("#/jobs", "Redeliver dead letters"),
            Map.entry("#/definitions", "As it is now"));
    screens.forEach(
        (place, text) -> {
          page.go(place, text);
          assertThat(buttons()).as(place).doesNotContainAnyElementsOf(CHANGES);
        });
  }

  /** The names of all buttons on the screen. */
  private List<String> buttons() {
    String names =
        page.evaluate(
            "[...document.querySelectorAll('main button')].map(one => one.textContent.trim()).join('|')");
    return List.of(names.split("\\|", -1));
  }
}
