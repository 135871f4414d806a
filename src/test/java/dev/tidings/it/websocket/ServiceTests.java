package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.messages;
import static dev.tidings.it.websocket.WebSocketTests.object;
import static dev.tidings.it.websocket.WebSocketTests.subscription;
import static dev.tidings.it.websocket.WebSocketTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.DeployedServerTest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked on a socket, with good and with bad input. */
class ServiceTests extends DeployedServerTest implements WebSocketTests {
  static final String PUBLISH = "zato.pubsub.pubapi.publish-message";
  private static final String PUBLISH_BATCH = "tidings.publish";
  static final String SUBSCRIBE = "zato.pubsub.pubapi.subscribe-wsx";
  private static final String UNSUBSCRIBE = "zato.pubsub.pubapi.unsubscribe";
  private static final String GET_MESSAGES = "zato.pubsub.pubapi.get-messages";

  @Test
  void a_ping_answers() {
    try (PythonClient client = PythonClient.connect(address(), newAccount())) {
      JsonObject response = client.tryInvoke("zato.ping", JsonValue.EMPTY_JSON_OBJECT);

      assertThat(response.getJsonObject("meta").getString("msg_type")).isEqualTo("zwsx.rspok");
      assertThat(response.getJsonObject("meta").getInt("status")).isEqualTo(200);
    }
  }

  @Test
  void publishing_gives_the_id_of_what_subscribers_receive() {
    Account account = newAccount();
    String topic = newTopic();
    try (PythonClient client = PythonClient.connect(address(), account)) {
      client.subscribe(topic);

      JsonObject answer =
          client
              .invoke(
                  PUBLISH,
                  object(
                      """
                      {"topic_name":"%s","data":"a","priority":7,"expiration":3600000,
                       "correl_id":"c","in_reply_to":"r","ext_client_id":"x","subject":"s",
                       "traceparent":"00-1",
                       "has_gd":false}
                      """
                          .formatted(topic)))
              .asJsonObject();

      client.awaitData("a");
      JsonObject message = client.messages().get(0);
      assertThat(answer.keySet()).containsExactly("msg_id");
      assertThat(message.getString("msg_id"))
          .isEqualTo(answer.getString("msg_id"))
          .matches("zpsm[0-9a-f]{24}");
      assertThat(message.getInt("priority")).isEqualTo(7);
      assertThat(message.getInt("expiration")).isEqualTo(3600000);
      assertThat(message.getString("correl_id")).isEqualTo("c");
      assertThat(message.getString("in_reply_to")).isEqualTo("r");
      assertThat(message.getString("ext_client_id")).isEqualTo("x");
      assertThat(message.getString("subject")).isEqualTo("s");
      assertThat(message.getString("traceparent")).isEqualTo("00-1");
      assertThat(message.getBoolean("has_gd")).isFalse();
    }
  }

  @Test
  void each_message_of_a_list_gets_its_id_or_its_problem() {
    Account account = newAccount();
    String topic = newTopic("\"max_message_size\":10");
    try (PythonClient client = PythonClient.connect(address(), account)) {
      client.subscribe(topic);

      JsonArray results =
          client
              .invoke(
                  PUBLISH_BATCH,
                  object(
                      """
                      {"topic_name":"%s","messages":[{"data":"a"},{"data":"b","priority":10},
                       {"data":"longer than ten"},{"data":"d"}]}
                      """
                          .formatted(topic)))
              .asJsonObject()
              .getJsonArray("results");

      client.awaitData("a", "d");
      assertThat(results.getValuesAs(JsonObject.class))
          .map(result -> result.getInt("index"))
          .containsExactly(0, 1, 2, 3);
      assertThat(results.getValuesAs(JsonObject.class))
          .map(result -> result.getString("code", "stored"))
          .containsExactly("stored", "invalid-input", "message-too-large", "stored");
      assertThat(client.messages())
          .map(message -> message.getString("msg_id"))
          .containsExactly(
              results.getJsonObject(0).getString("msg_id"),
              results.getJsonObject(3).getString("msg_id"));
    }
  }

  @Test
  void lists_that_are_sent_without_waiting_are_answered_in_their_order() {
    Account account = newAccount();
    List<String> topics = List.of(newTopic(), newTopic());
    try (SilentClient client = openMute(account)) {
      for (int count = 1; count <= 20; count++) {
        client.send(PUBLISH_BATCH, batch(topics.get(count % 2), count));
      }

      for (int count = 1; count <= 20; count++) {
        JsonObject response = client.nextResponse();
        assertThat(response.getJsonObject("data").getJsonArray("results"))
            .as("%s", response)
            .hasSize(count);
      }
    }
    for (String topic : topics) {
      http(account).post(subscription(topic));
    }
    assertThat(status(account, topics.get(0)).getInt("queue_depth")).isEqualTo(110);
    assertThat(status(account, topics.get(1)).getInt("queue_depth")).isEqualTo(100);
  }

  private static JsonObject batch(String topic, int count) {
    JsonArrayBuilder messages = Json.createArrayBuilder();
    for (int i = 0; i < count; i++) {
      messages.add(Json.createObjectBuilder().add("data", "m" + i));
    }
    return Json.createObjectBuilder(with("topic_name", topic)).add("messages", messages).build();
  }

  @Test
  void subscribing_under_its_other_name_and_again_gives_a_key() {
    String topic = newTopic();
    try (PythonClient client = PythonClient.connect(address(), newAccount())) {
      String key = client.subscribe(topic);

      JsonObject again =
          client
              .invoke("zato.pubsub.subscription.create-wsx-subscription", with("topic_name", topic))
              .asJsonObject();

      assertThat(again.getString("sub_key")).isEqualTo(key);
    }
  }

  @Test
  void a_list_of_topics_gives_a_list_of_keys() {
    Account account = newAccount();
    String one = newTopic();
    String other = newTopic();
    try (PythonClient client = PythonClient.connect(address(), account)) {
      JsonObject answer =
          client
              .invoke(
                  SUBSCRIBE, object("{\"topic_name_list\":[\"%s\",\"%s\"]}".formatted(one, other)))
              .asJsonObject();

      assertThat(answer.getJsonArray("sub_data").getValuesAs(JsonObject.class))
          .allSatisfy(entry -> assertThat(entry.getInt("current_depth")).isZero())
          .allSatisfy(entry -> assertThat(entry.getString("sub_key")).startsWith("zpsk."))
          .map(entry -> entry.getString("topic_name"))
          .containsExactly(one, other);
      publish(account, one, "a");
      client.awaitData("a");
      publish(account, other, "b");
      client.awaitData("a", "b");
    }
  }

  @Test
  void getting_messages_takes_what_waits_the_newest_first() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(subscription(topic));
    publish(account, topic, "a", "b");
    String key = status(account, topic).getString("sub_key");
    try (PythonClient client = PythonClient.connect(address(), account)) {

      JsonValue messages =
          client.invoke(
              GET_MESSAGES,
              Json.createObjectBuilder(with("topic_name", topic)).add("sub_key", key).build());

      assertThat(messages.asJsonArray().getValuesAs(JsonObject.class))
          .map(message -> message.getString("data"))
          .containsExactly("b", "a");
      awaitAllSettled(account, topic);
    }
  }

  @Test
  void unsubscribing_ends_delivery_and_the_queue_with_or_without_the_topic() {
    Account account = newAccount();
    String one = newTopic();
    String other = newTopic();
    try (PythonClient client = PythonClient.connect(address(), account)) {
      String first = client.subscribe(one);
      String second = client.subscribe(other);

      client.invoke(UNSUBSCRIBE, with("sub_key", first));
      client.invoke(
          UNSUBSCRIBE,
          Json.createObjectBuilder(with("topic_name", other)).add("sub_key", second).build());

      assertThat(http(account).get(subscription(one)).statusCode()).isEqualTo(404);
      assertThat(http(account).get(subscription(other)).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zato.pubsub.pubapi.publish-message | {"data":"a"} | topic_name
          zato.pubsub.pubapi.publish-message | {"topic_name":{"a":1},"data":"a"} | topic_name
          zato.pubsub.pubapi.publish-message | {"topic_name":"TOPIC"} | data
          zato.pubsub.pubapi.publish-message | {"topic_name":"TOPIC","data":"a","priority":10} | priority
          zato.pubsub.pubapi.publish-message | {"topic_name":"TOPIC","data":"a","expiration":-1} | expiration
          zato.pubsub.pubapi.subscribe-wsx | {} | topic_name
          zato.pubsub.pubapi.subscribe-wsx | {"topic_name":"TOPIC","topic_name_list":["TOPIC"]} | topic_name
          zato.pubsub.pubapi.subscribe-wsx | {"topic_name":"TOPIC","delivery_batch_size":-1} | delivery_batch_size
          zato.pubsub.pubapi.unsubscribe | {} | sub_key
          zato.pubsub.pubapi.get-messages | {"topic_name":"TOPIC"} | sub_key
          zato.pubsub.resume-wsx-subscription | {} | sub_key
          zato.pubsub.resume-wsx-subscription | {"sub_key":"?"} | sub_key
          tidings.publish | {"messages":[{"data":"a"}]} | topic_name
          tidings.publish | {"topic_name":"TOPIC","data":"a"} | messages
          tidings.publish | {"topic_name":"TOPIC","messages":[]} | messages
          tidings.publish | {"topic_name":"TOPIC","messages":[{"data":"a"}],"has_gd":true} | has_gd
          tidings.acknowledge | {"sub_key":"KEY"} | receipts
          tidings.acknowledge | {"sub_key":"KEY","receipts":[]} | receipts
          tidings.reject | {"sub_key":"KEY","receipts":["AAAAAAAAAAF7b5mUF1sXGgAA"],"delay":"soon"} | delay
          tidings.extend | {"sub_key":"KEY","receipts":["AAAAAAAAAAF7b5mUF1sXGgAA"],"lease":"PT100H"} | lease
          """)
  void input_that_breaks_a_rule_is_refused_with_the_name_of_the_field(
      String service, String request, String field) {
    Account account = newAccount();
    String topic = newTopic();
    try (PythonClient client = PythonClient.connect(address(), account)) {
      String key = client.subscribe(topic);

      JsonObject response =
          client.tryInvoke(service, object(request.replace("TOPIC", topic).replace("KEY", key)));

      assertRefused(response, 400);
      assertThat(response.getJsonObject("meta").getString("error_message"))
          .containsIgnoringCase(field);
      assertThat(status(account, topic).getInt("queue_depth")).isZero();
      client.invoke("zato.ping", JsonValue.EMPTY_JSON_OBJECT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zato.no.such.service", "dev.tidings.broker.PubSubBean", ""})
  void only_services_that_are_offered_can_be_invoked(String service) {
    try (PythonClient client = PythonClient.connect(address(), newAccount())) {
      JsonObject response = client.tryInvoke(service, JsonValue.EMPTY_JSON_OBJECT);

      assertThat(response.getJsonObject("meta").getInt("status")).isIn(400, 403);
      client.invoke("zato.ping", JsonValue.EMPTY_JSON_OBJECT);
    }
  }

  @Test
  void a_topic_that_is_forbidden_is_refused_like_one_that_is_not_there() {
    String there = newTopic();
    Account account = newAccount("pub-sub", "\"pub=/elsewhere\",\"sub=/elsewhere\"");
    try (PythonClient client = PythonClient.connect(address(), account)) {
      for (String service : new String[] {PUBLISH, SUBSCRIBE}) {
        JsonObject forbidden = client.tryInvoke(service, publication(there));
        JsonObject missing = client.tryInvoke(service, publication(there + "-not"));

        assertRefused(forbidden, 403);
        assertRefused(missing, 403);
      }
      assertRefused(client.tryInvoke(PUBLISH_BATCH, batch(there, 1)), 403);
      assertRefused(client.tryInvoke(PUBLISH_BATCH, batch(there + "-not", 1)), 403);
    }
  }

  @Test
  void a_full_queue_refuses_and_says_so() {
    Account account = newAccount();
    String topic = newTopic("\"max_depth\":1");
    publish(account, topic, "a");
    try (PythonClient client = PythonClient.connect(address(), account)) {
      assertRefused(client.tryInvoke(PUBLISH, publication(topic)), 503);
    }
    assertThat(http(account).get(messages(topic)).statusCode()).isNotEqualTo(500);
  }

  /** With the fields of subscribing, too: unknown ones are left alone, as older clients expect. */
  private static JsonObject publication(String topic) {
    return Json.createObjectBuilder(with("topic_name", topic)).add("data", "b").build();
  }

  private static void assertRefused(JsonObject response, int status) {
    JsonObject meta = response.getJsonObject("meta");
    assertThat(meta.getString("msg_type")).as("%s", response).isEqualTo("zwsx.rsperr");
    assertThat(meta.getInt("status")).as("%s", response).isEqualTo(status);
    assertThat(response.getJsonObject("data").getString("cid")).isNotBlank();
  }
}
