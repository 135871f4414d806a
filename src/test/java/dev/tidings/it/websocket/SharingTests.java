package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.numbered;
import static dev.tidings.it.websocket.WebSocketTests.object;
import static dev.tidings.it.websocket.WebSocketTests.subscription;
import static dev.tidings.it.websocket.WebSocketTests.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.http.HttpClientOf;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many sockets at once: who gets what, how much of it, and who has to wait for whom. */
class SharingTests extends DeployedServerTest implements WebSocketTests {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void sessions_on_one_subscription_share_its_messages() {
    Account account = newAccount();
    String topic = newTopic();
    try (PythonClient one = PythonClient.connect(address(), account);
        PythonClient other = PythonClient.connect(address(), account)) {
      other.resume(one.subscribe(topic));

      for (String data : numbered("m", 40)) {
        publish(account, topic, data);
      }

      awaitAllSettled(account, topic);
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(Stream.concat(one.data().stream(), other.data().stream()))
                      .containsExactlyInAnyOrderElementsOf(numbered("m", 40)));
    }
  }

  @Test
  void when_one_of_those_who_share_goes_away_the_other_gets_what_it_held() {
    Account account = newAccount();
    String topic = newTopic();
    SilentClient gone = openMute(account);
    String key = gone.subscribe(topic);
    publish(account, topic, "a");
    assertThat(texts(gone.nextMessages(1))).containsExactly("a");
    try (PythonClient client = PythonClient.connect(address(), account)) {
      client.resume(key);

      gone.close();

      client.awaitData("a");
      assertThat(client.messages().get(0).getInt("delivery_count")).isEqualTo(2);
    }
  }

  @Test
  void every_endpoint_that_is_subscribed_gets_every_message() {
    Account one = newAccount();
    Account other = newAccount();
    String topic = newTopic();
    try (PythonClient first = PythonClient.connect(address(), one);
        PythonClient second = PythonClient.connect(address(), other)) {
      first.subscribe(topic);
      second.subscribe(topic);

      publish(one, topic, "a", "b");

      first.awaitData("a", "b");
      second.awaitData("a", "b");
    }
  }

  @Test
  void a_batch_is_as_large_as_the_subscription_asked_and_in_order() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(subscription(topic));
    publishTogether(account, topic, numbered("m", 10));
    try (SilentClient client = openMute(account)) {
      client.invoke(
          ServiceTests.SUBSCRIBE,
          object("{\"topic_name\":\"%s\",\"delivery_batch_size\":4}".formatted(topic)));

      List<JsonObject> deliveries = Stream.generate(client::nextDelivery).limit(3).toList();

      assertThat(deliveries)
          .map(delivery -> delivery.getJsonArray("data").size())
          .containsExactly(4, 4, 2);
      assertThat(deliveries)
          .flatMap(delivery -> delivery.getJsonArray("data").getValuesAs(JsonObject.class))
          .map(message -> message.getString("data"))
          .containsExactlyElementsOf(numbered("m", 10));
    }
  }

  @Test
  void who_settles_nothing_is_given_no_more_than_the_window() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(subscription(topic));
    publishTogether(account, topic, numbered("m", 700));
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);

      List<JsonObject> window = client.nextMessages(500);

      awaitQueue(account, topic, 700, 500);
      assertThat(window).hasSize(500);
      assertThat(texts(receive(account, topic)).get(0)).isEqualTo("m500");
    }
  }

  @Test
  void the_window_also_counts_bytes() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(subscription(topic));
    for (int i = 0; i < 8; i++) {
      publish(account, topic, "x".repeat(400_000));
    }
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);
      client.nextMessages(2);

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(status(account, topic).getInt("leased")).isBetween(2, 3));
    }
  }

  @Test
  void the_window_opens_again_as_deliveries_are_settled() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(subscription(topic));
    publishTogether(account, topic, numbered("m", 1000));
    publishTogether(account, topic, numbered("n", 700));
    try (PythonClient client = PythonClient.connect(address(), account)) {
      client.subscribe(topic);

      await().atMost(LONG).untilAsserted(() -> assertThat(client.messages()).hasSize(1700));

      assertThat(client.data())
          .containsExactlyElementsOf(
              Stream.concat(numbered("m", 1000).stream(), numbered("n", 700).stream()).toList());
      awaitAllSettled(account, topic);
    }
  }

  @Test
  void a_client_that_reads_nothing_delays_nobody() {
    Account account = newAccount();
    Account quick = newAccount();
    String topic = newTopic();
    String elsewhere = newTopic();
    String large = "x".repeat(200_000);
    try (SilentClient slow = openMute(account);
        PythonClient reader = PythonClient.connect(address(), quick)) {
      slow.subscribe(topic);
      slow.subscribe(elsewhere);
      reader.subscribe(topic);

      for (int i = 0; i < 30; i++) {
        publish(account, topic, large);
      }
      publish(account, topic, "last");

      await()
          .atMost(LONG)
          .untilAsserted(() -> assertThat(reader.data()).hasSize(31).endsWith("last"));
      assertThat(status(account, topic).getInt("queue_depth")).isEqualTo(31);
    }
  }

  @Test
  void what_is_revoked_stops_being_delivered_while_the_session_goes_on() {
    Account account = newAccount();
    Account publisher = newAccount();
    String topic = newTopic("\"on_no_subs\":\"drop\"");
    try (PythonClient client = PythonClient.connect(address(), account)) {
      client.subscribe(topic);
      publish(publisher, topic, "a");
      client.awaitData("a");
      awaitAllSettled(account, topic);

      changePatterns(account, "\"pub=/it/**\"");
      publish(publisher, topic, "b");
      assertThat(
              client
                  .tryInvoke(ServiceTests.SUBSCRIBE, WebSocketTests.with("topic_name", topic))
                  .getJsonObject("meta")
                  .getInt("status"))
          .isEqualTo(403);

      changePatterns(account, "\"pub=/it/**\",\"sub=/it/**\"");
      client.subscribe(topic);
      publish(publisher, topic, "c");
      client.awaitData("a", "c");
    }
  }

  private void changePatterns(Account account, String patterns) {
    JsonObject endpoint = endpoint(account);
    HttpResponse<String> changed =
        admin()
            .patch(
                "/api/v1/admin/endpoints/" + endpoint.getInt("id"),
                "{\"patterns\":[" + patterns + "]}",
                "Content-Type",
                "application/json",
                "If-Match",
                "*");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  private JsonObject endpoint(Account account) {
    HttpResponse<String> found = admin().get("/api/v1/admin/endpoints?name=" + account.username());
    return HttpClientOf.object(found).getJsonArray("endpoints").getJsonObject(0);
  }

  @Test
  void a_subscription_that_asked_for_it_goes_when_its_connection_does() {
    Account account = newAccount();
    String topic = newTopic();
    String kept = newTopic();
    PythonClient client = PythonClient.connect(address(), account);
    client.invoke(
        ServiceTests.SUBSCRIBE,
        object("{\"topic_name\":\"%s\",\"unsub_on_wsx_close\":true}".formatted(topic)));
    client.subscribe(kept);

    client.abort();

    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(http(account).get(subscription(topic)).statusCode()).isEqualTo(404));
    assertThat(http(account).get(subscription(kept)).statusCode()).isEqualTo(200);
  }

  @Test
  void an_administrator_sees_a_connection_and_closes_it() {
    Account account = newAccount();
    String topic = newTopic();
    SilentClient client = openMute(account);
    client.subscribe(topic);
    publish(account, topic, "a");
    assertThat(texts(client.nextMessages(1))).containsExactly("a");

    JsonObject connection = connections(account).getJsonObject(0);
    HttpResponse<String> closed =
        admin().delete("/api/v1/admin/connections/" + connection.getJsonNumber("id"));

    assertThat(connection.getString("transport")).isEqualTo("websocket");
    assertThat(connection.getString("address")).isNotEmpty();
    assertThat(connection.getInt("unsettled")).isEqualTo(1);
    assertThat(connection.getJsonArray("topic_names").getString(0)).isEqualTo(topic);
    assertThat(closed.statusCode()).isEqualTo(204);
    assertThat(client.socket().awaitClose()).isEqualTo(1008);
    await().atMost(LONG).until(() -> connections(account).isEmpty());
    awaitQueue(account, topic, 1, 0);
  }

  private JsonArray connections(Account account) {
    return HttpClientOf.object(admin().get("/api/v1/admin/connections?name=" + account.username()))
        .getJsonArray("connections");
  }
}
