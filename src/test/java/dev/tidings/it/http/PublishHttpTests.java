package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.TextField;
import dev.tidings.fixture.Golden;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing over the native API. */
class PublishHttpTests extends DeployedServerTest {

  @Test
  void a_message_in_json_is_delivered_with_every_field() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> published =
        client.post(
            messages(topic),
            """
            {"data":{"order":17,"total":12.50},"priority":9,"expiration":60000,
             "mime_type":"application/vnd.order+json","correl_id":"correl-1",
             "in_reply_to":"in-reply-1","ext_client_id":"client-1","subject":"Order 17",
             "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
             "ext_pub_time":"2018-07-04T19:58:08.020493","has_gd":true,
             "reply_to":["zpsk.rest.76543210fedcba9876543210"],
             "attributes":{"traceparent":"00-1-2-01"}}
            """);
    HttpResponse<String> taken = client.post(subscription(topic) + "/get-messages");

    assertThat(published.statusCode()).isEqualTo(201);
    assertPrivate(published);
    assertThat(normalized(published.body(), topic)).isEqualTo(Golden.json("published"));
    assertThat(normalized(taken.body(), topic)).isEqualTo(Golden.json("taken-with-every-field"));
  }

  @Test
  void messages_are_in_the_trace_of_the_request_unless_they_name_another() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    String valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String two = "{\"messages\":[{\"data\":1},{\"data\":2,\"traceparent\":\"own\"}]}";

    int batch = client.post(messages(topic), two, "traceparent", valid).statusCode();
    int wrong = client.post(messages(topic), "{\"data\":3}", "traceparent", "00-0-0").statusCode();
    client.post("/zato/pubsub/topic" + topic, "{\"data\":4}", "traceparent", valid);
    HttpResponse<String> taken = client.post(subscription(topic) + "/get-messages");

    assertThat(batch).isEqualTo(201);
    assertThat(wrong).isEqualTo(201);
    assertThat(HttpClientOf.object(taken).getJsonArray("messages").getValuesAs(JsonObject.class))
        .extracting(message -> message.getInt("data") + message.getString("traceparent", ""))
        .containsExactlyInAnyOrder("1" + valid, "2own", "3", "4" + valid);
  }

  @Test
  void a_batch_is_stored_in_its_order() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> published =
        client.post(messages(topic), "{\"messages\":[{\"data\":\"a\"},{\"data\":[1, 2]}]}");
    HttpResponse<String> waiting = client.get(subscription(topic) + "/messages");

    assertThat(published.statusCode()).isEqualTo(201);
    assertThat(normalized(published.body(), topic)).isEqualTo(Golden.json("published-batch"));
    assertThat(normalized(waiting.body(), topic)).isEqualTo(Golden.json("browsed-batch"));
  }

  @Test
  void a_batch_with_one_wrong_message_stores_nothing() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> refused =
        client.post(messages(topic), "{\"messages\":[{\"data\":\"a\"},{\"data\":null}]}");

    assertProblem(refused, 400, "invalid-input");
    assertThat(refused.body()).contains("\"messages[1].data\"");
    assertThat(depth(client, topic)).isZero();
  }

  @ParameterizedTest(name = "{0} comes as {1}")
  @CsvSource({
    "text/plain; charset=UTF-8, a=b",
    "text/html, a=b",
    "application/cloudevents+json, a=b",
    "application/x-www-form-urlencoded, a=b",
    "image/png, YT1i",
    "application/octet-stream, YT1i"
  })
  void any_other_body_is_the_data(String type, String data) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> published =
        client.post(
            messages(topic),
            "a=b",
            "Content-Type",
            type,
            "Tidings-Priority",
            "7",
            "Tidings-Attribute-Trace-Id",
            "1");
    HttpResponse<String> taken = client.post(subscription(topic) + "/get-messages");

    assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
    assertThat(taken.body())
        .contains("\"data\":\"" + data + "\"", "\"mime_type\":\"" + type + "\"")
        .contains("\"priority\":7", "\"attributes\":{\"trace-id\":\"1\"}");
  }

  @Test
  void a_body_without_a_type_is_bytes() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> published = client.post(messages(topic), new byte[] {0, 1, -1});
    HttpResponse<String> taken = client.post(subscription(topic) + "/get-messages");

    assertThat(published.statusCode()).isEqualTo(201);
    assertThat(taken.body()).contains("\"data\":\"AAH/\"", "\"data_encoding\":\"base64\"");
  }

  @Test
  void the_same_idempotency_key_stores_once() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> first =
        client.post(messages(topic), "{\"data\":1}", "Idempotency-Key", "order-17");
    HttpResponse<String> again =
        client.post(messages(topic), "{\"data\":1}", "Idempotency-Key", "order-17");
    HttpResponse<String> other =
        client.post(messages(topic), "{\"data\":2}", "Idempotency-Key", "order-17");

    assertThat(again.body()).isEqualTo(first.body());
    assertProblem(other, 422, "idempotency-mismatch");
    assertThat(depth(client, topic)).isEqualTo(1);
  }

  @Test
  void an_idempotency_key_is_there_once_and_not_empty() {
    HttpClientOf client = newClient();
    String topic = newTopic();

    assertProblem(
        client.post(
            messages(topic), "{\"data\":1}", "Idempotency-Key", "a", "Idempotency-Key", "b"),
        400,
        "invalid-input");
    assertProblem(
        client.post(messages(topic), "{\"data\":1}", "Idempotency-Key", ""), 400, "invalid-input");
  }

  @Test
  void a_topic_may_be_called_like_a_subscription() {
    HttpClientOf client = newClient();
    String topic = newTopic() + "/subscription";
    admin().post("/api/v1/admin/topics", "{\"name\":\"" + topic + "\"}");

    HttpResponse<String> subscribed = client.post(subscription(topic));
    HttpResponse<String> published = client.post(messages(topic), "{\"data\":1}");

    assertThat(subscribed.statusCode()).isEqualTo(201);
    assertThat(published.statusCode()).isEqualTo(201);
    assertThat(depth(client, topic)).isEqualTo(1);
  }

  @Test
  void a_topic_that_drops_gives_no_id() {
    String topic = newTopic("\"on_no_subs\":\"drop\"");

    HttpResponse<String> dropped = newClient().post(messages(topic), "{\"data\":1}");

    assertThat(dropped.statusCode()).isEqualTo(200);
    assertThat(dropped.body()).isEqualTo("{}");
  }

  @Test
  void a_full_queue_asks_to_come_back_later() {
    HttpClientOf client = newClient();
    String topic = newTopic("\"max_depth\":1");
    client.post(subscription(topic));
    client.post(messages(topic), "{\"data\":1}");

    HttpResponse<String> refused = client.post(messages(topic), "{\"data\":2}");

    assertProblem(refused, 503, "queue-full");
    assertThat(refused.headers().firstValue("Retry-After").orElse("")).matches("[1-9][0-9]*");
    assertThat(depth(client, topic)).isEqualTo(1);
  }

  @Test
  void an_inactive_topic_takes_nothing() {
    String topic = newTopic("\"is_active\":false");

    assertProblem(newClient().post(messages(topic), "{\"data\":1}"), 409, "topic-inactive");
  }

  @Test
  void a_message_longer_than_its_topic_allows_is_refused() {
    String topic = newTopic("\"max_message_size\":3");

    assertProblem(
        newClient().post(messages(topic), "{\"data\":\"1234\"}"), 413, "message-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "{",
        "{}",
        "{\"data\":null}",
        "{\"data\":1}x",
        "{\"data\":1,\"data\":2}",
        "\uFEFF{\"data\":1}",
        "{\"data\":\"\\ud800\"}",
        "{\"data\":1,\"prioriti\":5}",
        "{\"data\":1,\"priority\":\"5\"}",
        "{\"data\":1,\"priority\":5.5}",
        "{\"data\":1,\"priority\":true}",
        "{\"data\":1,\"priority\":0}",
        "{\"data\":1,\"priority\":10}",
        "{\"data\":1,\"priority\":null}",
        "{\"data\":1,\"priority\":1e999999999}",
        "{\"data\":1,\"expiration\":-1}",
        "{\"data\":1,\"expiration\":9223372036854775808}",
        "{\"data\":1,\"expiration\":\"PT5M\"}",
        "{\"data\":1,\"has_gd\":\"true\"}",
        "{\"data\":1,\"correl_id\":\"\"}",
        "{\"data\":1,\"correl_id\":\"a\\r\\nb\"}",
        "{\"data\":1,\"correl_id\":\"\\u0000\"}",
        "{\"data\":1,\"in_reply_to\":[]}",
        "{\"data\":1,\"ext_client_id\":{}}",
        "{\"data\":1,\"subject\":\"\"}",
        "{\"data\":1,\"subject\":\"a\\u0000\"}",
        "{\"data\":1,\"subject\":null}",
        "{\"data\":1,\"ext_pub_time\":\"yesterday\"}",
        "{\"data\":1,\"mime_type\":\"text\"}",
        "{\"data\":1,\"msg_id\":\"1\"}",
        "{\"data\":1,\"deliver_to\":[\"x\"]}",
        "{\"data\":1,\"reply_to\":\"x\"}",
        "{\"data\":1,\"attributes\":{\"a\":1}}",
        "{\"messages\":[]}",
        "{\"messages\":{}}",
        "{\"messages\":[1]}"
      })
  void bad_input_changes_nothing(String body) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> refused = client.post(messages(topic), body);

    assertProblem(refused, 400, "invalid-input");
    assertThat(depth(client, topic)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void a_text_may_have_200_characters_and_no_more(TextField field) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    String body = "{\"data\":1,\"%s\":\"%s\"}";

    HttpResponse<String> taken =
        client.post(messages(topic), body.formatted(field.fieldName(), "x".repeat(200)));
    HttpResponse<String> refused =
        client.post(messages(topic), body.formatted(field.fieldName(), "x".repeat(201)));

    assertThat(taken.statusCode()).isEqualTo(201);
    assertProblem(refused, 400, "invalid-input");
    assertThat(refused.body())
        .contains("{\"field\":\"" + field.fieldName() + "\",\"detail\":\"must have 1 to 200 ");
  }

  @Test
  void hostile_documents_are_refused() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    for (String data :
        List.of("[".repeat(100_000), "1".repeat(1_000_000), "{\"a\":" + "1".repeat(65) + "}")) {
      assertProblem(client.post(messages(topic), "{\"data\":" + data + "}"), 400, "invalid-input");
    }
    assertThat(depth(client, topic)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-16",
        "application/json;charset=utf-7",
        "text/plain; charset=iso-8859-1"
      })
  void another_encoding_than_utf8_is_refused(String type) {
    assertProblem(
        newClient().post(messages(newTopic()), "{\"data\":1}", "Content-Type", type),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "%2e%2e/x", "a%20b", "a%0d%0ab", "%C3%BC", "a//b", "'%20OR%201=1--"})
  void a_name_that_no_topic_has_is_refused(String name) {
    HttpResponse<String> refused =
        newClient().post("/api/v1/topics/it/" + name + "/messages", "{\"data\":1}");

    assertThat(refused.statusCode()).as(refused.body()).isIn(400, 403, 404);
  }

  private static String messages(String topic) {
    return "/api/v1/topics" + topic + "/messages";
  }

  private static String subscription(String topic) {
    return "/api/v1/topics" + topic + "/subscription";
  }
}
