package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.websocket.SilentClient;
import dev.tidings.system.TidingsProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client settles without hearing of it is on disk soon, though nothing else is flushed. */
@Tag("slow")
class SettledSocketIT {
  /** Less than the time after which the next cleaning up writes. */
  private static final Duration SOON = Duration.ofSeconds(1);

  @TempDir Path directory;

  @Test
  void what_a_client_settled_a_second_before_the_kill_is_done() {
    try (TidingsProcess server = TidingsProcess.start(directory);
        SilentClient client = Demo.connect(server)) {
      client.subscribe(Demo.TOPIC);
      Demo.publish(server, "a");
      client.respond(client.nextDelivery());
      await().until(() -> Demo.depth(server) == 0);
      await().pollDelay(SOON).until(() -> true);
      server.kill();
    }
    try (TidingsProcess server = TidingsProcess.start(directory)) {
      assertThat(Demo.depth(server)).isZero();
    }
  }
}
