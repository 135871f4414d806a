package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Golden;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leased deliveries over the native API, as they stand on the wire. */
class ReceiveHttpTests extends DeployedServerTest {

  @Test
  void a_leased_message_has_the_known_fields_and_a_receipt() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    publish(client, topic, "{\"data\":\"a\",\"correl_id\":\"c\"}");

    HttpResponse<String> received = client.post(subscription(topic) + "/receive");

    assertThat(received.statusCode()).isEqualTo(200);
    assertThat(normalized(received.body(), topic)).isEqualTo(Golden.json("received"));
    assertPrivate(received);
    assertThat(client.post(subscription(topic) + "/receive", "{}").body())
        .isEqualTo("{\"messages\":[]}");
  }

  @Test
  void every_receipt_is_answered_with_its_result() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    publish(client, topic, "{\"messages\":[{\"data\":1},{\"data\":2},{\"data\":3}]}");
    List<String> receipts = receive(client, topic, "{\"max\":3,\"lease\":\"PT10M\"}");
    String more = "%s,\"lease\":\"PT1H0.5S\"";
    String back = "%s,\"delay\":\"PT0S\",\"reason\":\"not ‘mine’\"";

    HttpResponse<String> extended =
        client.post(
            subscription(topic) + "/extend", "{" + more.formatted(json(receipts.get(0))) + "}");
    HttpResponse<String> rejected =
        client.post(
            subscription(topic) + "/reject", "{" + back.formatted(json(receipts.get(1))) + "}");
    HttpResponse<String> acknowledged =
        client.post(
            subscription(topic) + "/acknowledge",
            "{" + json(receipts.get(2), receipts.get(1), "no\\u0000 \\\"receipt\\\"") + "}");

    assertThat(normalized(extended.body(), topic)).isEqualTo(Golden.json("settled"));
    assertThat(normalized(rejected.body(), topic)).isEqualTo(Golden.json("settled"));
    assertThat(normalized(acknowledged.body(), topic)).isEqualTo(Golden.json("settled-in-part"));
    assertPrivate(acknowledged);
    assertThat(HttpClientOf.object(client.get(subscription(topic))).getInt("leased")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"max":0}                       | max
          {"max":1001}                    | max
          {"max":"1"}                     | max
          {"max":1.5}                     | max
          {"max":null}                    | max
          {"lease":30}                    | lease
          {"lease":"30"}                  | lease
          {"lease":"PT0.9S"}              | lease
          {"lease":"PT12H1S"}             | lease
          {"lease":"-PT5S"}               | lease
          {"lease":"PT5S "}               | lease
          {"lease":""}                    | lease
          {"wait":"PT61S"}                | wait
          {"wait":"P1D"}                  | wait
          {"wait":"PT-1S"}                | wait
          {"wait":1}                      | wait
          {"wait":"PT9999999999999999H"}  | wait
          {"limit":1}                     | limit
          {"max":1,"max":2}               | max
          []                              | body
          {"max":1}{                      | body
          {                               | body
          """)
  void a_receive_that_makes_no_sense_is_refused_by_the_name_of_its_field(
      String body, String field) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    publish(client, topic, "{\"data\":1}");

    HttpResponse<String> refused = client.post(subscription(topic) + "/receive", body);

    assertInvalid(refused, field);
    assertThat(receive(client, topic, "")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          acknowledge | ``                                          | body
          acknowledge | {}                                          | receipts
          acknowledge | {"receipts":[]}                             | receipts
          acknowledge | {"receipts":"x"}                            | receipts
          acknowledge | {"receipts":null}                           | receipts
          acknowledge | {"receipts":[1]}                            | receipts[0]
          acknowledge | {"receipts":["x",null]}                     | receipts[1]
          acknowledge | {"receipts":["x"],"reason":"y"}             | reason
          acknowledge | ["x"]                                       | body
          reject      | {"reason":"y"}                              | receipts
          reject      | {"receipts":["x"],"delay":5}                | delay
          reject      | {"receipts":["x"],"delay":"5s"}             | delay
          reject      | {"receipts":["x"],"delay":"PT24H1S"}        | delay
          reject      | {"receipts":["x"],"reason":7}               | reason
          reject      | {"receipts":["x"],"reason":"a\\u0000b"}     | reason
          reject      | {"receipts":["x"],"lease":"PT5S"}           | lease
          extend      | {"lease":"PT5S"}                            | receipts
          extend      | {"receipts":["x"],"lease":"PT0S"}           | lease
          extend      | {"receipts":["x"],"lease":"PT13H"}          | lease
          extend      | {"receipts":["x"],"lease":true}             | lease
          extend      | {"receipts":["x"],"delay":"PT5S"}           | delay
          """)
  void a_settlement_that_makes_no_sense_is_refused_by_the_name_of_its_field(
      String operation, String body, String field) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    assertInvalid(client.post(subscription(topic) + "/" + operation, body), field);
  }

  @Test
  void a_thousand_receipts_are_the_most_and_a_reason_has_a_thousand_characters() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    String thousand = "\"x\",".repeat(999) + "\"x\"";
    String reason = "\"reason\":\"" + "ü".repeat(1_000);
    String reject = subscription(topic) + "/reject";

    HttpResponse<String> most =
        client.post(reject, "{\"receipts\":[" + thousand + "]," + reason + "\"}");

    assertThat(HttpClientOf.object(most).getJsonArray("results")).hasSize(1_000);
    assertInvalid(client.post(reject, "{\"receipts\":[" + thousand + ",\"x\"]}"), "receipts");
    assertInvalid(client.post(reject, "{\"receipts\":[\"x\"]," + reason + "u\"}"), "reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"receive", "acknowledge", "reject", "extend", "dead-letters/redeliver"})
  void who_is_not_subscribed_or_not_allowed_hears_that_first(String operation) {
    HttpClientOf client = newClient();
    HttpClientOf stranger = newClient("pub-sub", "\"pub=/it/mine/*\",\"sub=/it/mine/*\"");
    String topic = newTopic();
    String body = operation.matches("acknowledge|reject|extend") ? "{\"receipts\":[\"x\"]}" : "";

    assertProblem(client.post(subscription(topic) + "/" + operation, body), 404, "not-subscribed");
    assertProblem(
        stranger.post(subscription(topic) + "/" + operation, body), 403, "topic-not-accessible");
    assertProblem(
        nobody().post(subscription(topic) + "/" + operation, body), 401, "not-authenticated");
    assertProblem(client.get(subscription(topic) + "/" + operation), 405, "method-not-allowed");
  }

  @Test
  void browsing_names_the_state_and_its_link_keeps_it() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    publish(client, topic, "{\"messages\":[{\"data\":1},{\"data\":2},{\"data\":3}]}");
    receive(client, topic, "{\"max\":2}");
    String messages = subscription(topic) + "/messages";

    HttpResponse<String> leased = client.get(messages + "?state=leased&limit=1");
    HttpResponse<String> ready = client.get(messages + "?state=ready");
    HttpResponse<String> delayed = client.get(messages + "?state=delayed");

    assertThat(leased.headers().firstValue("Link").orElse(""))
        .startsWith("<" + root() + messages + "?after=")
        .contains("&state=leased&limit=1>");
    assertThat(ready.body()).contains("\"data\":3").doesNotContain("\"data\":1", "receipt");
    assertThat(delayed.body()).isEqualTo("{\"messages\":[]}");
    assertInvalid(client.get(messages + "?state=done"), "state");
  }

  @Test
  void the_limits_of_deliveries_are_those_of_the_topic() {
    HttpClientOf client = newClient();
    String topic = newTopic("\"max_deliveries\":1", "\"default_lease\":7200000");
    client.post(subscription(topic));
    publish(client, topic, "{\"data\":1}");
    List<String> receipts = receive(client, topic, "");

    client.post(
        subscription(topic) + "/reject",
        "{" + json(receipts.get(0)) + ",\"reason\":\"does not fit\"}");

    HttpResponse<String> dead = client.get(subscription(topic) + "/dead-letters");
    assertThat(normalized(dead.body(), topic)).isEqualTo(Golden.json("dead-letters"));
    assertPrivate(dead);
  }

  /** The receipts of what was received. */
  private static List<String> receive(HttpClientOf client, String topic, String body) {
    HttpResponse<String> received = client.post(subscription(topic) + "/receive", body);
    assertThat(received.statusCode()).as(received.body()).isEqualTo(200);
    return HttpClientOf.object(received)
        .getJsonArray("messages")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(message -> message.getString("receipt"))
        .toList();
  }

  private static String json(String... receipts) {
    return List.of(receipts).stream()
        .map(receipt -> "\"" + receipt + "\"")
        .collect(Collectors.joining(",", "\"receipts\":[", "]"));
  }

  private static void publish(HttpClientOf client, String topic, String body) {
    HttpResponse<String> published = client.post("/api/v1/topics" + topic + "/messages", body);
    assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
  }

  private void assertInvalid(HttpResponse<String> refused, String field) {
    assertProblem(refused, 400, "invalid-input");
    assertThat(HttpClientOf.object(refused).getJsonArray("errors").getValuesAs(JsonObject.class))
        .extracting(error -> error.getString("field"))
        .contains(field);
  }

  private static String subscription(String topic) {
    return "/api/v1/topics" + topic + "/subscription";
  }
}
