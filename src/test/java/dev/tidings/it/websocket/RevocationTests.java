package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.texts;
import static dev.tidings.it.websocket.WebSocketTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.http.HttpClientOf;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a login is worth when its password or its endpoint has changed: nothing, at once. */
class RevocationTests extends DeployedServerTest implements WebSocketTests {

  @Test
  void an_idle_socket_publishes_nothing_after_the_password_has_changed() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient socket = openMute(account)) {
      String key = socket.subscribe(topic);
      socket.invoke("zato.pubsub.pubapi.unsubscribe", with("sub_key", key));
      http(account).post(WebSocketTests.subscription(topic));
      Account changed = changePassword(account);

      socket.send(
          "zato.pubsub.pubapi.publish-message",
          Json.createObjectBuilder().add("topic_name", topic).add("data", "a").build());

      assertForbidden(socket.socket());
      assertThat(receive(changed, topic)).isEmpty();
    }
  }

  @Test
  void an_idle_socket_ends_when_the_password_changes() {
    Account account = newAccount();
    try (SilentClient socket = openMute(account)) {
      changePassword(account);

      assertForbidden(socket.socket());
    }
  }

  @Test
  void a_socket_gets_nothing_after_the_password_has_changed() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient socket = openMute(account)) {
      socket.subscribe(topic);
      Account changed = changePassword(account);

      publish(changed, topic, "a");

      assertForbidden(socket.socket());
      awaitQueue(changed, topic, 1, 0);
      assertThat(texts(receive(changed, topic))).containsExactly("a");
    }
  }

  @Test
  void what_was_delivered_before_comes_back_and_cannot_be_settled_any_more() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient socket = openMute(account)) {
      socket.subscribe(topic);
      publish(account, topic, "a");
      JsonObject delivery = socket.nextDelivery();
      Account changed = changePassword(account);

      socket.respond(delivery);

      assertForbidden(socket.socket());
      awaitQueue(changed, topic, 1, 0);
    }
  }

  @Test
  void a_socket_gets_nothing_after_its_endpoint_was_deactivated() {
    Account account = newAccount();
    Account publisher = newAccount();
    String topic = newTopic();
    try (SilentClient socket = openMute(account)) {
      socket.subscribe(topic);
      change(account, "{\"is_active\":false}");

      publish(publisher, topic, "a");

      assertForbidden(socket.socket());
      change(account, "{\"is_active\":true}");
      awaitQueue(account, topic, 1, 0);
    }
  }

  @Test
  void who_was_deactivated_and_waits_for_long_gets_nothing_either() {
    Account account = newAccount();
    Account publisher = newAccount();
    String topic = newTopic();
    http(account).post(WebSocketTests.subscription(topic));
    CompletableFuture<HttpResponse<String>> waiting = waitFor(account, topic);
    change(account, "{\"is_active\":false}");

    publish(publisher, topic, "a");

    assertThat(waiting.join().statusCode()).isIn(401, 403);
    change(account, "{\"is_active\":true}");
    awaitQueue(account, topic, 1, 0);
  }

  @Test
  void who_waits_with_an_old_password_gets_nothing_of_what_comes_later() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(WebSocketTests.subscription(topic));
    CompletableFuture<HttpResponse<String>> waiting = waitFor(account, topic);
    Account changed = changePassword(account);

    publish(changed, topic, "a");

    assertProblem(waiting.join(), 401, "not-authenticated");
    awaitQueue(changed, topic, 1, 0);
    assertThat(texts(receive(changed, topic))).containsExactly("a");
  }

  private CompletableFuture<HttpResponse<String>> waitFor(Account account, String topic) {
    String path = WebSocketTests.subscription(topic) + "/receive";
    CompletableFuture<HttpResponse<String>> waiting =
        http(account).postLater(path, "{\"wait\":\"PT50S\"}");
    // Who comes later, has to wait too, and goes away first.
    http(account).post(path, "{\"wait\":\"PT0.5S\"}");
    return waiting;
  }

  private Account changePassword(Account account) {
    change(account, "{\"password\":\"another-password\"}");
    return new Account(account.username(), "another-password");
  }

  private void change(Account account, String json) {
    String found = admin().get("/api/v1/admin/endpoints?name=" + account.username()).body();
    String id = found.replaceFirst("(?s).*?\"id\":([0-9]+).*", "$1");
    HttpResponse<String> changed =
        admin().patch("/api/v1/admin/endpoints/" + id, json, "If-Match", "*");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(HttpClientOf.object(changed).getString("name")).isEqualTo(account.username());
  }

  private static void assertForbidden(RawWebSocket socket) {
    JsonObject last = WebSocketTests.object(socket.readText());
    assertThat(last.getJsonObject("meta").getString("msg_type")).isEqualTo("zwsx.merr");
    assertThat(last.getJsonObject("meta").getInt("status")).isEqualTo(403);
    assertThat(socket.awaitClose()).isEqualTo(1008);
  }
}
