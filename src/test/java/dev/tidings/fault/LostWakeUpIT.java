package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.PostgresServer;
import dev.tidings.it.websocket.SilentClient;
import dev.tidings.it.websocket.WebSocketTests;
import dev.tidings.system.TidingsProcess;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A socket on one server, a publisher on another, and a word between the two that gets lost: what
 * was published arrives all the same, each message once and in order.
 */
@Tag("slow")
class LostWakeUpIT {
  private static final int MESSAGES = 5;

  /* A node that listens holds an advisory lock; its last query may be a check of the connection. */
  private static final String DEAFEN =
      """
      SELECT count(pg_terminate_backend(pid))
      FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
      """;

  @TempDir Path directory;

  @Test
  void what_another_server_took_arrives_also_when_nobody_hears_of_it() throws Exception {
    PostgresServer store = PostgresServer.create(directory.resolve("postgresql")).start();
    try (TidingsProcess one = start("one", store);
        TidingsProcess other = start("other", store);
        SilentClient client = Demo.connect(other)) {
      String key = client.subscribe(Demo.TOPIC);

      for (int i = 0; i < MESSAGES; i++) {
        deafen(store);
        Demo.publish(one, "m" + i);
        List<JsonObject> arrived = client.nextMessages(1);
        assertThat(WebSocketTests.texts(arrived)).containsExactly("m" + i);
        assertThat(arrived.get(0).getInt("delivery_count")).isEqualTo(1);
        JsonObject answer =
            client.invoke("tidings.acknowledge", WebSocketTests.about(key, arrived));
        assertThat(WebSocketTests.results(answer)).containsExactly("done");
      }
    } finally {
      store.kill();
    }
  }

  private TidingsProcess start(String name, PostgresServer store) {
    Map<String, String> environment = new HashMap<>(TidingsProcess.PASSWORDS);
    environment.put("TIDINGS_SECURITY_PBKDF2_ITERATIONS", "1000");
    environment.put("TIDINGS_SERVER_NAME", name);
    environment.putAll(store.settings());
    return TidingsProcess.start(directory.resolve(name), environment);
  }

  /** Ends the connections on which servers hear of each other; they come back after a moment. */
  private static void deafen(PostgresServer store) {
    await().atMost(Duration.ofMinutes(1)).until(() -> ended(store) > 0);
  }

  private static int ended(PostgresServer store) throws SQLException {
    try (Connection connection = store.open();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery(DEAFEN)) {
      count.next();
      return count.getInt(1);
    }
  }
}
