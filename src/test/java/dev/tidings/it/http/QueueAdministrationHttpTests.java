package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What administrators do with the queues of others. */
class QueueAdministrationHttpTests extends DeployedServerTest {

  @Test
  void a_queue_is_looked_at_and_mended_by_its_subscription() {
    String topic = newTopic("\"max_deliveries\":1");
    HttpClientOf client = newClient();
    client.post("/api/v1/topics" + topic + "/subscription");
    String queue = queueOf(topic);

    String published = publish(topic, "{\"data\":{\"n\":1}}");
    publish(topic, "{\"data\":\"two\"}");
    assertThat(status(queue).getInt("queue_depth")).isEqualTo(2);
    assertThat(admin().get(queue + "/messages?limit=1").body())
        .contains("\"data\":{\"n\":1}", "\"next\":");

    JsonObject leased =
        HttpClientOf.object(
            client.post("/api/v1/topics" + topic + "/subscription/receive", "{\"max\":1}"));
    String receipt = leased.getJsonArray("messages").getJsonObject(0).getString("receipt");
    assertThat(status(queue).getInt("leased")).isEqualTo(1);
    client.post(
        "/api/v1/topics" + topic + "/subscription/reject",
        "{\"receipts\":[\"%s\"],\"reason\":\"no stock\"}".formatted(receipt));
    assertThat(status(queue).getInt("dead_letters")).isEqualTo(1);
    assertThat(admin().get(queue + "/dead-letters").body()).contains("no stock", published);

    assertThat(admin().post(queue + "/dead-letters/redeliver", "{\"reason\":\"no stock\"}").body())
        .isEqualTo("{\"redelivered\":1}");
    assertThat(admin().delete(queue + "/messages/" + published).statusCode()).isEqualTo(204);
    assertProblem(admin().delete(queue + "/messages/" + published), 404, "not-found");
    assertThat(admin().delete(queue + "/messages").body()).isEqualTo("{\"removed\":1}");
    assertThat(admin().delete(queue + "/dead-letters").body()).isEqualTo("{\"discarded\":0}");
    assertThat(status(queue)).doesNotContainKey("oldest_age_ms");
  }

  @Test
  void who_monitors_sees_messages_without_their_data_and_without_keys() {
    String topic = newTopic("\"max_deliveries\":1");
    HttpClientOf client = newClient();
    client.post("/api/v1/topics" + topic + "/subscription");
    publish(topic, "{\"data\":\"a secret\",\"correl_id\":\"of somebody\"}");
    JsonObject leased =
        HttpClientOf.object(client.post("/api/v1/topics" + topic + "/subscription/receive"));
    JsonObject message = leased.getJsonArray("messages").getJsonObject(0);
    publish(topic, "{\"data\":\"a secret\"}");
    HttpClientOf monitor = newClient("monitor", "");
    String queue = queueOf(topic);

    String waiting = monitor.get(queue + "/messages").body();
    String inUse = monitor.get(queue + "/messages?state=leased").body();
    client.post(
        "/api/v1/topics" + topic + "/subscription/reject",
        "{\"receipts\":[\"%s\"]}".formatted(message.getString("receipt")));
    String dead = monitor.get(queue + "/dead-letters").body();

    for (String seen : List.of(waiting, inUse, dead)) {
      assertThat(seen)
          .contains("\"msg_id\":\"zpsm", "\"size\":8")
          .doesNotContain("a secret", "zpsk", "receipt", "of somebody");
    }
    assertProblem(monitor.delete(queue + "/messages"), 403, "access-denied");
    assertProblem(monitor.post(queue + "/dead-letters/redeliver"), 403, "access-denied");
  }

  @Test
  void what_is_not_there_or_makes_no_sense_is_refused() {
    assertProblem(admin().get("/api/v1/admin/subscriptions/987654321/queue"), 404, "not-found");
    assertProblem(admin().get("/api/v1/admin/subscriptions/987654321/messages"), 404, "not-found");
    assertProblem(
        admin().post("/api/v1/admin/topics/987654321/messages", "{\"data\":1}"), 404, "not-found");
    String topic = newTopic();
    newClient().post("/api/v1/topics" + topic + "/subscription");
    String queue = queueOf(topic);
    assertProblem(admin().get(queue + "/messages?state=dead"), 400, "invalid-input");
    assertProblem(admin().get(queue + "/messages?limit=0"), 400, "invalid-input");
    assertProblem(newClient().get(queue + "/queue"), 403, "access-denied");
  }

  private String queueOf(String topic) {
    String found = admin().get("/api/v1/admin/subscriptions?name=" + topic).body();
    return "/api/v1/admin/subscriptions/" + found.replaceAll(".*?\"id\":([0-9]+),.*", "$1");
  }

  private JsonObject status(String queue) {
    return HttpClientOf.object(admin().get(queue + "/queue"));
  }

  /** As the console does, and returns the id. */
  private String publish(String topic, String body) {
    String found = admin().get("/api/v1/admin/topics?name=" + topic).body();
    String id = found.replaceAll(".*?\"id\":([0-9]+),.*", "$1");
    HttpResponse<String> published = admin().post("/api/v1/admin/topics/" + id + "/messages", body);
    assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
    return HttpClientOf.object(published).getJsonArray("msg_ids").getString(0);
  }
}
