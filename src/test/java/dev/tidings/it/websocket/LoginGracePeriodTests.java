package dev.tidings.it.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.http.DeployedServerTest;
import jakarta.json.Json;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a server takes of a client that has not logged in. */
class LoginGracePeriodTests extends DeployedServerTest implements WebSocketTests {
  /** In bytes, as the documentation says. */
  private static final int MOST = 64 * 1_024;

  @Test
  void a_first_message_of_a_few_bytes_too_many_ends_the_connection() {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      socket.send(RawWebSocket.TEXT, new byte[MOST + 1]);

      assertThat(socket.awaitClose()).isEqualTo(1009);
    }
  }

  @Test
  void a_first_message_of_many_parts_ends_the_connection_when_they_are_too_long() {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      int part = MOST / 8;
      send(socket, RawWebSocket.TEXT, part);
      for (int i = 1; i <= 8; i++) {
        send(socket, RawWebSocket.CONTINUATION, part);
      }

      assertThat(socket.awaitClose()).isEqualTo(1009);
    }
  }

  /** Nobody waits until all of a frame is there. */
  @Test
  void a_first_frame_that_is_far_too_long_ends_the_connection_before_its_end() {
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      socket.sendBeginning(RawWebSocket.TEXT, 4_000_000, new byte[2 * MOST]);

      assertThat(socket.awaitClose()).isEqualTo(1009);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2 * MOST, 900_000})
  void after_the_login_messages_may_be_as_long_as_the_setting_says(int length) {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(WebSocketTests.subscription(topic));
    try (PythonClient client = PythonClient.connect(address(), account)) {
      client.invoke(
          "zato.pubsub.pubapi.publish-message",
          Json.createObjectBuilder()
              .add("topic_name", topic)
              .add("data", "x".repeat(length))
              .build());

      assertThat(receive(account, topic).get(0).getInt("size")).isEqualTo(length);
    }
  }

  @Test
  void a_login_may_be_as_long_as_one_message_before_it() {
    Account account = newAccount();
    String login =
        "{\"meta\":{\"action\":\"create-session\",\"id\":\"1\",\"username\":\"%s\",\"secret\":\"%s\"}}"
            .formatted(account.username(), account.secret());
    try (RawWebSocket socket = RawWebSocket.open(address())) {
      socket.send(login + " ".repeat(MOST - login.getBytes(UTF_8).length));

      assertThat(socket.readText()).contains("\"token\"");
    }
  }

  /** The server may have ended it before it is all sent. */
  private static void send(RawWebSocket socket, int opcode, int length) {
    try {
      socket.send(opcode, " ".repeat(length).getBytes(ISO_8859_1), false);
    } catch (UncheckedIOException ended) {
      // That is what the tests are about.
    }
  }
}
