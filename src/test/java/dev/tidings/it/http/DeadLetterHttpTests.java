package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters over the native API: what may be said about them, and what is refused. */
class DeadLetterHttpTests extends DeployedServerTest {

  @Test
  void pages_of_dead_letters_are_linked() {
    HttpClientOf client = newClient();
    String topic = newTopic("\"max_deliveries\":1");
    die(client, topic, 3);

    HttpResponse<String> first = client.get(deadLetters(topic) + "?limit=2");
    String link = first.headers().firstValue("Link").orElse("");
    HttpResponse<String> second = client.get(link.substring(1, link.indexOf('>')));

    assertThat(HttpClientOf.object(first).getJsonArray("dead_letters")).hasSize(2);
    assertThat(link).contains("after=" + HttpClientOf.object(first).getString("next"));
    assertThat(HttpClientOf.object(second).getJsonArray("dead_letters")).hasSize(1);
    assertThat(HttpClientOf.object(second)).doesNotContainKey("next");
  }

  @Test
  void ids_in_a_body_or_a_query_say_which() {
    HttpClientOf client = newClient();
    String topic = newTopic("\"max_deliveries\":1");
    List<String> ids = die(client, topic, 4);

    HttpResponse<String> redelivered =
        client.post(
            deadLetters(topic) + "/redeliver",
            "{\"msg_ids\":[\"" + ids.get(0) + "\"],\"reason\":\"fit\"}");
    HttpResponse<String> discarded =
        client.delete(
            deadLetters(topic)
                + "?msg_id=%s&msg_id=%s&reason=%%20not%%20".formatted(ids.get(1), ids.get(2)));

    assertThat(redelivered.body()).isEqualTo("{\"redelivered\":1}");
    assertThat(discarded.body()).isEqualTo("{\"discarded\":2}");
    assertPrivate(discarded);
    assertThat(client.post(deadLetters(topic) + "/redeliver", "{}").body())
        .isEqualTo("{\"redelivered\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"msg_ids":[]}                       | msg_ids
          {"msg_ids":"x"}                      | msg_ids
          {"msg_ids":["x"]}                    | msg_ids[0]
          {"msg_ids":[null]}                   | msg_ids[0]
          {"msg_id":"x"}                       | msg_id
          {"reason":""}                        | reason
          {"reason":null}                      | reason
          {"reason":"a\\u0001"}                | reason
          {"died_before":"yesterday"}          | died_before
          {"died_before":"0001-01-01T00:00"}   | died_before
          {"died_before":7}                    | died_before
          {"all":true}                         | all
          []                                   | body
          """)
  void what_to_put_back_is_said_right_or_nothing_happens(String body, String field) {
    HttpClientOf client = newClient();
    String topic = newTopic("\"max_deliveries\":1");
    die(client, topic, 1);

    assertInvalid(client.post(deadLetters(topic) + "/redeliver", body), field);
    assertThat(HttpClientOf.object(client.get(deadLetters(topic))).getJsonArray("dead_letters"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          msg_id=                                  | msg_id[0]
          msg_id=zpsm                              | msg_id[0]
          msg_ids=zpsm000000000000000000000000     | msg_ids
          reason=                                  | reason
          reason=a&reason=b                        | reason
          reason=%00                               | reason
          died_before=                             | died_before
          died_before=2018-07-04                   | died_before
          dead_before=2018-07-04T00:00             | dead_before
          limit=1                                  | limit
          """)
  void what_to_discard_is_said_right_or_nothing_happens(String query, String field) {
    HttpClientOf client = newClient();
    String topic = newTopic("\"max_deliveries\":1");
    die(client, topic, 1);

    assertInvalid(client.delete(deadLetters(topic) + "?" + query), field);
    assertThat(HttpClientOf.object(client.get(deadLetters(topic))).getJsonArray("dead_letters"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"limit=0,limit", "limit=1001,limit", "limit=x,limit", "after=x,after"})
  void a_page_of_dead_letters_that_makes_no_sense_is_refused(String query, String field) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post("/api/v1/topics" + topic + "/subscription");

    assertInvalid(client.get(deadLetters(topic) + "?" + query), field);
  }

  /** Publishes messages to a topic of one delivery each, and rejects them. */
  private static List<String> die(HttpClientOf client, String topic, int count) {
    String subscription = "/api/v1/topics" + topic + "/subscription";
    client.post(subscription);
    String messages =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"data\":" + i + "}")
            .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    HttpResponse<String> published = client.post("/api/v1/topics" + topic + "/messages", messages);
    String receipts =
        HttpClientOf.object(client.post(subscription + "/receive"))
            .getJsonArray("messages")
            .getValuesAs(JsonObject.class)
            .stream()
            .map(message -> "\"" + message.getString("receipt") + "\"")
            .collect(Collectors.joining(","));
    client.post(
        subscription + "/reject", "{\"receipts\":[" + receipts + "],\"reason\":\"does not fit\"}");
    return HttpClientOf.object(published)
        .getJsonArray("msg_ids")
        .getValuesAs(JsonString.class)
        .stream()
        .map(JsonString::getString)
        .toList();
  }

  private void assertInvalid(HttpResponse<String> refused, String field) {
    assertProblem(refused, 400, "invalid-input");
    assertThat(HttpClientOf.object(refused).getJsonArray("errors").getValuesAs(JsonObject.class))
        .extracting(error -> error.getString("field"))
        .contains(field);
  }

  private static String deadLetters(String topic) {
    return "/api/v1/topics" + topic + "/subscription/dead-letters";
  }
}
