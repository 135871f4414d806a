package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.object;
import static dev.tidings.it.websocket.WebSocketTests.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.http.DeployedServerTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may talk, how a session begins, and what ends it. */
class SessionTests extends DeployedServerTest implements WebSocketTests {

  @Test
  void a_session_begins_with_credentials_and_gives_a_token() {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      JsonObject response = ask(socket, login(newAccount(), "first.1"));

      JsonObject meta = response.getJsonObject("meta");
      assertThat(meta.getString("msg_type")).isEqualTo("zwsx.rspa");
      assertThat(meta.getInt("status")).isEqualTo(200);
      assertThat(meta.getString("in_reply_to")).isEqualTo("first.1");
      assertThat(meta.getString("id")).isNotBlank();
      assertThat(meta.getString("timestamp"))
          .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}");
      assertThat(response.getJsonObject("data").keySet()).containsExactly("token");
      assertThat(token(response)).matches("ws\\.token\\.[0-9a-f]{24}");
    }
  }

  @Test
  void a_slash_behind_the_address_changes_nothing() {
    try (RawWebSocket socket = RawWebSocket.open(URI.create(address() + "/"))) {
      JsonObject response = ask(socket, login(newAccount(), "first.1"));

      assertThat(response.getJsonObject("meta").getString("msg_type")).isEqualTo("zwsx.rspa");
    }
  }

  @Test
  void a_slash_behind_the_address_lets_no_other_site_in() {
    assertThatThrownBy(
            () ->
                RawWebSocket.open(URI.create(address() + "/"), "Origin: http://elsewhere.example"))
        .hasMessageContaining("403");
  }

  @Test
  void wrong_credentials_are_refused_and_the_connection_ends() {
    Account account = newAccount();

    assertForbidden(login(new Account(account.username(), "wrong"), "1"));
    assertForbidden(login(new Account("nobody-" + account.username(), account.secret()), "1"));
  }

  @Test
  void a_first_message_that_is_no_login_is_refused_and_the_connection_ends() {
    assertForbidden(invocation("", "1", "zato.ping", Json.createObjectBuilder().build()));
    assertForbidden(object("{\"data\":1}"));
  }

  private void assertForbidden(JsonObject first) {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      assertForbidden(socket, ask(socket, first));
    }
  }

  private static void assertForbidden(RawWebSocket socket, JsonObject last) {
    JsonObject meta = last.getJsonObject("meta");
    assertThat(meta.getString("msg_type")).isEqualTo("zwsx.merr");
    assertThat(meta.getInt("status")).isEqualTo(403);
    assertThat(meta.containsKey("in_reply_to")).isFalse();
    assertThat(last.getString("data")).isEqualTo("You are not authorized to access this resource");
    assertThat(socket.awaitClose()).isNotEqualTo(1006);
  }

  @Test
  void who_says_nothing_is_sent_away() {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      assertForbidden(socket, object(socket.readText()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ws.token.000000000000000000000000"})
  void a_message_without_the_token_of_the_session_ends_it(String token) {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      ask(socket, login(newAccount(), "1"));

      assertForbidden(
          socket,
          ask(socket, invocation(token, "2", "zato.ping", Json.createObjectBuilder().build())));
    }
  }

  @Test
  void a_token_is_worth_nothing_on_another_connection() {
    Account account = newAccount();
    try (RawWebSocket one = RawWebSocket.open(address());
        RawWebSocket other = RawWebSocket.open(address())) {
      String token = token(ask(one, login(account, "1")));
      ask(other, login(account, "1"));

      assertForbidden(other, ask(other, ping(token, "2")));
      assertThat(status(ask(one, ping(token, "2")))).isEqualTo(200);
    }
  }

  @Test
  void a_second_login_gives_a_new_token_and_keeps_the_subscriptions() {
    Account account = newAccount();
    String topic = newTopic();
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      String first = token(ask(socket, login(account, "1")));
      ask(
          socket,
          invocation(first, "2", "zato.pubsub.pubapi.subscribe-wsx", with("topic_name", topic)));

      String second = token(ask(socket, login(account, "3")));
      publish(account, topic, "a");

      assertThat(object(socket.readText()).getJsonObject("data").getString("data")).isEqualTo("a");
      assertThat(status(ask(socket, ping(second, "4")))).isEqualTo(200);
    }
  }

  @Test
  void a_second_login_with_wrong_credentials_ends_the_session() {
    Account account = newAccount();
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      ask(socket, login(account, "1"));

      assertForbidden(socket, ask(socket, login(new Account(account.username(), "wrong"), "2")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "7", "{\"meta\":7}", "{\"meta\":{\"action\":\"dance\"}}"})
  void what_is_no_message_is_refused_and_the_session_goes_on(String text) {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      String token = token(ask(socket, login(newAccount(), "1")));

      socket.send(text);

      JsonObject refusal = object(socket.readText());
      assertThat(refusal.getJsonObject("meta").getString("msg_type")).isEqualTo("zwsx.rsperr");
      assertThat(status(refusal)).isBetween(400, 422);
      assertThat(refusal.getJsonObject("meta").getString("error_message")).isNotBlank();
      assertThat(status(ask(socket, ping(token, "2")))).isEqualTo(200);
    }
  }

  /** RFC 6455 wants 1007; what matters is that it is the connection that ends, not the server. */
  @Test
  void text_that_is_not_utf_8_ends_the_connection_and_nothing_else() {
    Account account = newAccount();
    try (RawWebSocket socket = RawWebSocket.open(address());
        RawWebSocket bystander = RawWebSocket.open(address())) {
      String token = token(ask(bystander, login(account, "1")));
      ask(socket, login(account, "1"));

      socket.send(RawWebSocket.TEXT, "{\"data\":\"\u00fc\"}".getBytes(ISO_8859_1));

      assertThat(socket.awaitClose()).isIn(1007, 4001);
      assertThat(status(ask(bystander, ping(token, "2")))).isEqualTo(200);
    }
  }

  @Test
  void a_message_that_is_too_long_ends_the_connection() {
    Account account = newAccount();
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      ask(socket, login(account, "1"));

      send(socket, RawWebSocket.TEXT, 3_000_000, true);

      assertThat(socket.awaitClose()).isEqualTo(1009);
    }
  }

  /** None of its parts is too long, and there is no last one. */
  @Test
  void a_message_that_does_not_end_ends_the_connection() {
    Account account = newAccount();
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      ask(socket, login(account, "1"));

      send(socket, RawWebSocket.TEXT, 64 * 1024, false);
      for (int i = 1; i < 64; i++) {
        send(socket, RawWebSocket.CONTINUATION, 64 * 1024, false);
      }

      assertThat(socket.awaitClose()).isEqualTo(1009);
    }
  }

  /** The server may have ended it before it is all sent. */
  private static void send(RawWebSocket socket, int opcode, int length, boolean isLast) {
    try {
      socket.send(opcode, " ".repeat(length).getBytes(ISO_8859_1), isLast);
    } catch (UncheckedIOException ended) {
      // That is what the tests are about.
    }
  }

  @Test
  void binary_messages_are_refused() {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      ask(socket, login(newAccount(), "1"));

      socket.send(2, new byte[] {1, 2, 3});

      assertThat(socket.awaitClose()).isEqualTo(1003);
    }
  }

  @Test
  void pages_of_other_sites_get_no_connection() {
    assertThatThrownBy(() -> RawWebSocket.open(address(), "Origin: https://elsewhere.example"))
        .isInstanceOf(IllegalStateException.class)
        .message()
        .contains(" 403 ")
        .containsIgnoringCase("X-Content-Type-Options: nosniff");
  }

  @Test
  void pages_of_other_ports_get_no_connection() {
    assertThatThrownBy(() -> RawWebSocket.open(address(), "Origin: ws://localhost:1"))
        .isInstanceOf(IllegalStateException.class)
        .message()
        .contains(" 403 ");
  }

  /** Zato's Python client names the address of the WebSocket as its origin. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "https", "ws", "wss"})
  void pages_of_this_server_get_one(String scheme) {
    String origin = scheme + "://" + baseUrl().getHost() + ":" + baseUrl().getPort();
    try (RawWebSocket socket = RawWebSocket.open(address(), "Origin: " + origin)) {
      assertThat(status(ask(socket, login(newAccount(), "1")))).isEqualTo(200);
    }
  }

  @Test
  void a_client_may_ping_too() {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      ask(socket, login(newAccount(), "1"));

      socket.send(RawWebSocket.PING, new byte[] {42});

      RawWebSocket.Frame pong = socket.read().orElseThrow();
      assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
      assertThat(pong.payload().get()).isEqualTo((byte) 42);
    }
  }

  private static JsonObject ask(RawWebSocket socket, JsonObject message) {
    socket.send(message.toString());
    return object(socket.readText());
  }

  private static int status(JsonObject response) {
    return response.getJsonObject("meta").getInt("status");
  }

  private static String token(JsonObject response) {
    return response.getJsonObject("data").getString("token");
  }

  private static JsonObject login(Account account, String id) {
    JsonObjectBuilder meta =
        meta("create-session", id)
            .add("username", account.username())
            .add("secret", account.secret())
            .add("client_id", "tests");
    return Json.createObjectBuilder().add("meta", meta).build();
  }

  private static JsonObject ping(String token, String id) {
    return invocation(token, id, "zato.ping", Json.createObjectBuilder().build());
  }

  private static JsonObject invocation(
      String token, String id, String service, JsonObject request) {
    JsonObjectBuilder meta = meta("invoke-service", id);
    if (!token.isEmpty()) {
      meta.add("token", token);
    }
    JsonObjectBuilder data =
        Json.createObjectBuilder().add("service", service).add("request", request);
    return Json.createObjectBuilder().add("meta", meta).add("data", data).build();
  }

  private static JsonObjectBuilder meta(String action, String id) {
    return Json.createObjectBuilder()
        .add("action", action)
        .add("id", id)
        .add("timestamp", SessionClient.now());
  }
}
