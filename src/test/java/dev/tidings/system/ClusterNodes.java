package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.SilentClient;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What administrators of one server see of the other, and do there. */
abstract class ClusterNodes extends ClusterWaits {
  private static final String CONNECTIONS = "/api/v1/admin/connections";

  @Test
  void each_server_lists_both() {
    for (ClusterServer server : List.of(first, second)) {
      patiently().until(() -> states(server).equals(List.of("first alive", "second alive")));
    }
    List<JsonObject> seen = nodes(first);
    assertThat(seen).extracting(node -> node.getBoolean("is_this")).containsExactly(true, false);
    assertThat(seen)
        .allSatisfy(node -> assertThat(node.getString("server")).startsWith("Payara Micro"));
  }

  @Test
  void a_connection_to_one_server_is_closed_at_the_other() {
    URI address = URI.create("ws://127.0.0.1:" + second.port() + "/ws");
    Account account = new Account("demo", TidingsProcess.DEMO_PASSWORD);
    RawWebSocket socket = RawWebSocket.open(address);
    try (SilentClient client = new SilentClient(socket, account)) {
      client.subscribe(queue.topic());
      patiently().until(() -> connections(first).toString().contains(queue.topic()));
      assertThat(connections(first)).hasSize(1);
      JsonObject connection = connections(first).get(0);
      assertThat(connection.getString("server_name")).isEqualTo(Cluster.SECOND);

      first.admin().delete(CONNECTIONS + "/" + connection.getJsonNumber("id")).expect(202);

      assertThat(socket.awaitClose()).isEqualTo(1008);
      patiently().until(() -> connections(first).isEmpty());
    }
  }

  @Test
  void the_console_shows_both() {
    HeadlessChromium.assumeInstalled();
    patiently().until(() -> states(first).equals(List.of("first alive", "second alive")));
    try (HeadlessChromium browser = HeadlessChromium.start()) {
      ConsolePage page = new ConsolePage(browser.page(), "http://127.0.0.1:" + first.port());
      page.go("#/nodes", "Log in");
      page.type("Username", "admin");
      page.type("Password", TidingsProcess.ADMIN_PASSWORD);
      page.click("Log in");
      page.shows(Cluster.SECOND);
      page.shows("this one");
      page.isAccessible("the nodes");
      page.pictures("nodes", "this one");
    }
  }

  private static List<JsonObject> connections(ClusterServer at) {
    return rows(at, CONNECTIONS + "?name=demo", "connections");
  }

  private static List<JsonObject> nodes(ClusterServer at) {
    return rows(at, "/api/v1/admin/nodes", "nodes");
  }

  private static List<String> states(ClusterServer at) {
    return nodes(at).stream()
        .map(node -> node.getString("name") + " " + node.getString("state"))
        .toList();
  }

  private static List<JsonObject> rows(ClusterServer at, String path, String field) {
    return at.admin()
        .get(path)
        .expect(200)
        .object()
        .getJsonArray(field)
        .getValuesAs(JsonObject.class);
  }
}
