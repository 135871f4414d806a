package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database, and for each test a queue of its own. */
abstract class ClusterScene {
  @TempDir private static Path directory;
  static Cluster cluster;

  ClusterServer first;
  ClusterServer second;
  ClusterQueue queue;

  @BeforeAll
  static void begin() throws Exception {
    cluster = new Cluster(directory);
  }

  @BeforeEach
  void have_two_servers_and_a_queue() {
    cluster.complete();
    first = cluster.first();
    second = cluster.second();
    queue = new ClusterQueue(first);
  }

  @AfterAll
  static void end() throws Exception {
    cluster.close();
  }

  static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(3));
  }

  static JsonObject assertReceived(Answer answer, String data) {
    List<JsonObject> messages = ClusterQueue.messages(answer);
    assertThat(data(messages)).containsExactly(data);
    assertThat(messages.get(0).getInt("delivery_count")).isEqualTo(1);
    return messages.get(0);
  }

  static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.expect(status).object().getString("type")).endsWith(code);
  }

  static List<String> data(Collection<JsonObject> messages) {
    return messages.stream().map(message -> message.getString("data")).toList();
  }

  static JsonObjectBuilder message(String data) {
    return Json.createObjectBuilder().add("data", data);
  }

  static JsonArrayBuilder list(String... texts) {
    return Json.createArrayBuilder(List.of(texts));
  }
}
