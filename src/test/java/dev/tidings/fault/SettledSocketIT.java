package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.websocket.Mute;
import dev.tidings.it.websocket.WebSocketTests;
import dev.tidings.system.TidingsProcess;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client settles without hearing of it is on disk soon, though nothing else is flushed. */
class SettledSocketIT {
  /** Less than the time after which the next cleaning up writes, if it finds anything. */
  private static final Duration SOON = Duration.ofSeconds(1);

  @TempDir Path directory;

  @Test
  void what_a_client_settled_a_second_before_the_kill_does_not_come_again() {
    String key;
    try (TidingsProcess server = TidingsProcess.start(directory);
        Mute client = Demo.connect(server)) {
      key = client.subscribe(Demo.TOPIC);
      Demo.publish(server, "a");
      client.respond(client.nextDelivery());
      await().until(() -> Demo.depth(server) == 0);
      await().pollDelay(SOON).until(() -> true);
      server.kill();
    }
    try (TidingsProcess server = TidingsProcess.start(directory);
        Mute client = Demo.connect(server)) {
      Demo.publish(server, "b");
      client.invoke("zato.pubsub.resume-wsx-subscription", WebSocketTests.with("sub_key", key));
      List<JsonObject> messages = client.nextMessages(1);
      assertThat(WebSocketTests.texts(messages)).containsExactly("b");
      assertThat(messages.get(0).getInt("delivery_count")).isEqualTo(1);
    }
  }
}
