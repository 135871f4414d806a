package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What of the contract only HTTP shows: headers, whole bodies, media types. */
class HttpAnswerTests extends HttpContractTest {
  @Test
  void one_bad_message_of_a_batch_is_named_and_nothing_is_stored() {
    Stage stage = new Stage(this);
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    String body =
        "{\"messages\":[{\"data\":\"a\"},{\"data\":\"b\",\"priority\":10},{\"dota\":\"c\"}]}";

    TidingsException refusal =
        assertRefused(ErrorType.INVALID_INPUT, () -> post(stage, topic, "/messages", body));

    assertThat(refusal.violations())
        .extracting(Violation::field)
        .contains("messages[1].priority", "messages[2].data", "messages[2].dota");
    assertThat(client.depth(topic)).isZero();
  }

  private HttpResponse<String> post(Stage stage, String topic, String path, String body) {
    return exchange(stage.endpointName("client"), Stage.PASSWORD)
        .send(
            "POST", HttpExchange.topicPath(topic) + path, body, "Content-Type", "application/json");
  }

  @Test
  void whole_answers_about_unknown_and_forbidden_topics_are_the_same() {
    Stage stage = new Stage(this);
    String forbidden = name(stage.topic("one", settings -> settings));
    String unknown = stage.topicName("two");
    stage.client("client", Role.PUB_SUB, "pub=/elsewhere", "sub=/elsewhere");
    HttpExchange client = exchange(stage.endpointName("client"), Stage.PASSWORD);

    for (String request :
        List.of(
            "POST /messages",
            "POST /subscription",
            "GET /subscription",
            "DELETE /subscription",
            "POST /subscription/get-messages",
            "POST /subscription/receive",
            "GET /subscription/dead-letters",
            "DELETE /subscription/dead-letters",
            "POST /subscription/dead-letters/redeliver",
            "GET /subscription/messages",
            "DELETE /subscription/messages")) {
      assertThat(answer(client, request, forbidden))
          .as(request)
          .startsWith("403 ")
          .isEqualTo(answer(client, request, unknown));
    }
  }

  /** Status, headers and body, without the name of the topic and the time. */
  private static String answer(HttpExchange client, String request, String topic) {
    String method = request.substring(0, request.indexOf(' '));
    String path = HttpExchange.topicPath(topic) + request.substring(request.indexOf(' ') + 1);
    byte[] body = request.endsWith(" /messages") ? "{\"data\":1}".getBytes(UTF_8) : new byte[0];
    HttpResponse<String> response =
        client.exchange(method, path, body, "Content-Type", "application/json");
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return (response.statusCode() + " " + headers + " " + response.body())
        .replace(topic, "…")
        .replace("one", "…")
        .replace("two", "…");
  }

  @Test
  void a_full_queue_answers_with_the_header_that_says_when_to_come_back() {
    Stage stage = new Stage(this);
    String topic = name(stage.topic(settings -> settings.maxDepth(1)));
    stage.client("client").publish(topic, "a");

    HttpResponse<String> response =
        exchange(stage.endpointName("client"), Stage.PASSWORD)
            .exchange(
                "POST",
                HttpExchange.topicPath(topic) + "/messages",
                "b".getBytes(UTF_8),
                "Content-Type",
                "text/plain");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  @Test
  void messages_of_the_samples_come_out_the_same_where_older_clients_look_for_them() {
    Stage stage = new Stage(this);
    String topic = name(stage.topic(settings -> settings.hasGd(false)));
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(topic).key();
    client.publish(topic, "This is a sample message");
    client.publish(topic, "This is a sample message #2");

    String json =
        exchange(stage.endpointName("client"), Stage.PASSWORD)
            .send("PATCH", "zato/pubsub/topic/" + topic, "")
            .body();

    String received = ",\"recv_time_iso\":\"[^\"]+\"";
    assertThat(json).containsPattern(received);
    GoldenMessages.assertLikeTheSamples(json.replaceAll(received, ""), topic, key);
  }

  @Test
  void text_that_is_the_body_itself_comes_back_as_text() {
    Stage stage = new Stage(this);
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    exchange(stage.endpointName("client"), Stage.PASSWORD)
        .send(
            "POST",
            HttpExchange.topicPath(topic) + "/messages",
            "<a>ü</a>",
            "Content-Type",
            "application/xml");

    assertThat(texts(client.browse(topic, "", 1).messages())).containsExactly("<a>ü</a>");
    assertThat(client.getMessages(topic).get(0).mimeType()).isEqualTo("application/xml");
  }

  @Test
  void credentials_that_are_missing_or_wrong_are_challenged() {
    Stage stage = new Stage(this);
    String topic = name(stage.topic());
    stage.client("client");

    HttpResponse<String> response =
        exchange(stage.endpointName("client"), "wrong-password")
            .exchange("GET", HttpExchange.topicPath(topic) + "/subscription", new byte[0]);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(response.body()).contains("\"code\":\"not-authenticated\"");
  }
}
