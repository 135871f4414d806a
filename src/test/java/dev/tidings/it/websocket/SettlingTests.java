package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.about;
import static dev.tidings.it.websocket.WebSocketTests.results;
import static dev.tidings.it.websocket.WebSocketTests.subscription;
import static dev.tidings.it.websocket.WebSocketTests.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.http.HttpClientOf;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a delivery is done, and what becomes of one that never is. */
class SettlingTests extends DeployedServerTest implements WebSocketTests {

  @Test
  void what_nobody_confirms_stays_leased_until_the_connection_ends_and_then_comes_back() {
    Account account = newAccount();
    String topic = newTopic();
    SilentClient client = openMute(account);
    client.subscribe(topic);
    publish(account, topic, "a");
    assertThat(client.nextMessages(1).get(0).getInt("delivery_count")).isEqualTo(1);
    awaitQueue(account, topic, 1, 1);

    client.close();

    awaitQueue(account, topic, 1, 0);
    List<JsonObject> again = receive(account, topic);
    assertThat(texts(again)).containsExactly("a");
    assertThat(again.get(0).getInt("delivery_count")).isEqualTo(2);
  }

  @Test
  void a_response_settles_the_delivery_that_it_names_and_no_other() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);
      publish(account, topic, "a");
      client.nextDelivery();
      publish(account, topic, "b");
      JsonObject second = client.nextDelivery();

      client.respond(second);

      awaitQueue(account, topic, 1, 1);
    }
    awaitQueue(account, topic, 1, 0);
    assertThat(texts(receive(account, topic))).containsExactly("a");
  }

  @Test
  void a_response_to_a_batch_settles_all_of_it() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(subscription(topic));
    publishTogether(account, topic, WebSocketTests.numbered("m", 7));
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);
      JsonObject batch = client.nextDelivery();
      assertThat(batch.getJsonArray("data")).hasSize(7);
      awaitQueue(account, topic, 7, 7);

      client.respond(batch);

      awaitAllSettled(account, topic);
    }
  }

  @Test
  void a_client_that_never_answers_settles_by_its_pongs() {
    Account account = newAccount();
    String topic = newTopic();
    try (JavaScriptClient client = JavaScriptClient.connect(address(), account)) {
      client.subscribeOrResume(topic);
      publish(account, topic, "a");

      client.awaitData("a");

      awaitAllSettled(account, topic);
    }
  }

  @Test
  void receipts_are_acknowledged_on_the_socket_one_by_one() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      String key = client.subscribe(topic);
      publish(account, topic, "a", "b");
      List<JsonObject> messages = client.nextMessages(2);

      JsonObject first = client.invoke("tidings.acknowledge", about(key, messages.subList(0, 1)));
      awaitQueue(account, topic, 1, 1);
      JsonObject second = client.invoke("tidings.acknowledge", about(key, messages.subList(1, 2)));

      assertThat(results(first)).containsExactly("done");
      assertThat(results(second)).containsExactly("done");
      awaitAllSettled(account, topic);
    }
  }

  @Test
  void a_rejected_message_comes_again_on_the_same_socket() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      String key = client.subscribe(topic);
      publish(account, topic, "a");
      List<JsonObject> messages = client.nextMessages(1);

      JsonObject answer =
          client.invoke(
              "tidings.reject",
              Json.createObjectBuilder(about(key, messages))
                  .add("delay", "PT0S")
                  .add("reason", "no shelf")
                  .build());

      assertThat(results(answer)).containsExactly("done");
      JsonObject again = client.nextMessages(1).get(0);
      assertThat(again.getString("data")).isEqualTo("a");
      assertThat(again.getInt("delivery_count")).isEqualTo(2);
    }
  }

  @Test
  void what_is_rejected_too_often_is_a_dead_letter_with_the_reason() {
    Account account = newAccount();
    String topic = newTopic("\"max_deliveries\":1");
    try (SilentClient client = openMute(account)) {
      String key = client.subscribe(topic);
      publish(account, topic, "a");

      client.invoke(
          "tidings.reject",
          Json.createObjectBuilder(about(key, client.nextMessages(1)))
              .add("reason", "no shelf")
              .build());

      awaitAllSettled(account, topic);
      assertThat(http(account).get(subscription(topic) + "/dead-letters").body())
          .contains("\"data\":\"a\"", "no shelf");
    }
  }

  @Test
  void a_lease_is_extended_by_its_receipt() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      String key = client.subscribe(topic);
      publish(account, topic, "a");
      List<JsonObject> messages = client.nextMessages(1);

      JsonObject answer =
          client.invoke(
              "tidings.extend",
              Json.createObjectBuilder(about(key, messages)).add("lease", "PT10M").build());

      assertThat(results(answer)).containsExactly("done");
    }
  }

  @Test
  void http_settles_what_a_socket_delivered() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);
      publish(account, topic, "a");
      JsonObject message = client.nextMessages(1).get(0);

      HttpResponse<String> answer =
          http(account)
              .post(
                  subscription(topic) + "/acknowledge",
                  "{\"receipts\":[\"" + message.getString("receipt") + "\"]}");

      assertThat(results(HttpClientOf.object(answer))).containsExactly("done");
      awaitAllSettled(account, topic);
    }
    awaitAllSettled(account, topic);
  }

  @Test
  void a_socket_settles_what_http_received() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(subscription(topic));
    publish(account, topic, "a");
    List<JsonObject> messages = receive(account, topic);
    String key = status(account, topic).getString("sub_key");

    try (SilentClient client = openMute(account)) {
      JsonObject answer = client.invoke("tidings.acknowledge", about(key, messages));

      assertThat(results(answer)).containsExactly("done");
      awaitAllSettled(account, topic);
    }
  }

  @Test
  void a_client_that_is_gone_can_no_longer_settle_what_went_back() {
    Account account = newAccount();
    String topic = newTopic();
    SilentClient gone = openMute(account);
    String key = gone.subscribe(topic);
    publish(account, topic, "a");
    List<JsonObject> late = gone.nextMessages(1);
    gone.close();
    awaitQueue(account, topic, 1, 0);

    try (SilentClient client = openMute(account)) {
      JsonObject answer = client.invoke("tidings.acknowledge", about(key, late));

      assertThat(results(answer)).containsExactly("expired");
      assertThat(status(account, topic).getInt("queue_depth")).isEqualTo(1);
    }
  }
}
