package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.websocket.SilentClient;
import dev.tidings.it.websocket.WebSocketTests;
import dev.tidings.system.TidingsProcess;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stands still for longer than the leases of what it delivered, and then goes on. */
@Tag("slow")
class PausedNodeIT {
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(32);

  @TempDir Path directory;

  @Test
  void what_was_delivered_on_a_socket_before_the_pause_cannot_be_settled_and_comes_again() {
    try (TidingsProcess server = TidingsProcess.start(directory);
        SilentClient client = Demo.connect(server)) {
      String key = client.subscribe(Demo.TOPIC);
      Demo.publish(server, "a");
      List<JsonObject> late = client.nextMessages(1);
      assertThat(late.get(0).getInt("delivery_count")).isEqualTo(1);

      server.pause();
      await().pollDelay(LONGER_THAN_A_LEASE).atMost(Duration.ofMinutes(2)).until(() -> true);
      server.goOn();

      JsonObject answer = client.invoke("tidings.acknowledge", WebSocketTests.about(key, late));
      assertThat(WebSocketTests.results(answer)).containsExactly("expired");
      List<JsonObject> again = client.nextMessages(1);
      assertThat(WebSocketTests.texts(again)).containsExactly("a");
      assertThat(again.get(0).getInt("delivery_count")).isEqualTo(2);
      answer = client.invoke("tidings.acknowledge", WebSocketTests.about(key, again));
      assertThat(WebSocketTests.results(answer)).containsExactly("done");
    }
  }
}
