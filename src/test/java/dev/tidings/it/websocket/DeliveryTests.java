package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.messages;
import static dev.tidings.it.websocket.WebSocketTests.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.http.HttpClientOf;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a delivery looks like. */
class DeliveryTests extends DeployedServerTest implements WebSocketTests {

  @Test
  void json_is_delivered_as_json() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);

      client.invoke(
          ServiceTests.PUBLISH,
          object("{\"topic_name\":\"%s\",\"data\":{\"n\":[1,2.50]}}".formatted(topic)));

      assertThat(client.nextMessages(1).get(0).get("data")).hasToString("{\"n\":[1,2.50]}");
    }
  }

  @Test
  void a_delivery_of_one_message_is_named_after_it() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);
      publish(account, topic, "a");

      JsonObject delivery = client.nextDelivery();

      assertThat(delivery.getJsonObject("meta").getString("msg_type")).isEqualTo("zwsx.psrq");
      assertThat(delivery.getJsonObject("meta").getString("id"))
          .isEqualTo(delivery.getJsonObject("data").getString("msg_id"));
      assertThat(delivery.getJsonObject("data").getString("receipt")).isNotBlank();
      assertThat(delivery.getJsonObject("data").getString("topic_name")).isEqualTo(topic);
    }
  }

  @Test
  void a_delivery_of_several_messages_is_a_list_with_an_id_of_its_own() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);
      publishTogether(account, topic, List.of("a", "b"));

      JsonObject delivery = client.nextDelivery();

      JsonArray list = delivery.getJsonArray("data");
      assertThat(list).hasSize(2);
      assertThat(delivery.getJsonObject("meta").getString("id"))
          .isNotBlank()
          .isNotEqualTo(list.getJsonObject(0).getString("msg_id"))
          .isNotEqualTo(list.getJsonObject(1).getString("msg_id"));
    }
  }

  @Test
  void one_message_comes_in_a_list_when_the_subscription_asked_for_that() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      client.invoke(
          ServiceTests.SUBSCRIBE,
          object("{\"topic_name\":\"%s\",\"wrap_one_msg_in_list\":true}".formatted(topic)));
      publish(account, topic, "a");

      assertThat(client.nextDelivery().getJsonArray("data")).hasSize(1);
    }
  }

  @Test
  void who_wants_an_answer_is_named_in_the_delivery_and_in_the_message() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      String key = client.subscribe(topic);
      http(account).post(messages(topic), "{\"data\":\"a\",\"reply_to\":[\"%s\"]}".formatted(key));

      JsonObject delivery = client.nextDelivery();

      JsonObject context = delivery.getJsonObject("meta").getJsonObject("ctx");
      assertThat(context.getJsonArray("reply_to_sk")).hasToString("[\"" + key + "\"]");
      assertThat(delivery.getJsonObject("data").getJsonArray("reply_to_sk"))
          .isEqualTo(context.getJsonArray("reply_to_sk"));
    }
  }

  @Test
  void bytes_are_delivered_as_base64_and_say_so() {
    Account account = newAccount();
    String topic = newTopic();
    try (SilentClient client = openMute(account)) {
      client.subscribe(topic);
      HttpResponse<String> published =
          http(account)
              .post(
                  messages(topic),
                  new byte[] {0, 1, -1},
                  "Content-Type",
                  "application/octet-stream");
      assertThat(published.statusCode()).isEqualTo(201);

      JsonObject message = client.nextMessages(1).get(0);

      assertThat(message.getString("data")).isEqualTo("AAH/");
      assertThat(message.getString("data_encoding")).isEqualTo("base64");
      assertThat(message.getString("msg_id"))
          .isEqualTo(HttpClientOf.object(published).getString("msg_id"));
    }
  }
}
