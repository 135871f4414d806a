package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Golden;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions and their queues over the native API. */
class SubscriptionHttpTests extends DeployedServerTest {
  /** The address in a header Link. */
  private static final Pattern NEXT = Pattern.compile("<(.*)>; rel=\"next\"");

  @Test
  void subscribing_again_gives_the_same_key() {
    HttpClientOf client = newClient();
    String topic = newTopic();

    HttpResponse<String> first = client.post(subscription(topic));
    HttpResponse<String> again = client.post(subscription(topic), "{}");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(normalized(first.body(), topic)).isEqualTo(Golden.json("subscribed"));
    assertPrivate(first);
  }

  @Test
  void a_field_that_subscribing_does_not_know_is_refused() {
    HttpClientOf client = newClient();
    String topic = newTopic();

    assertProblem(client.post(subscription(topic), "{\"lease\":\"PT1S\"}"), 400, "invalid-input");
    assertProblem(client.get(subscription(topic)), 404, "not-subscribed");
  }

  @Test
  void the_status_tells_depth_and_age() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> empty = client.get(subscription(topic));
    client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}");
    HttpResponse<String> filled = client.get(subscription(topic));

    assertThat(normalized(empty.body(), topic)).isEqualTo(Golden.json("status-empty"));
    assertThat(normalized(filled.body(), topic)).isEqualTo(Golden.json("status"));
  }

  @Test
  void unsubscribing_may_be_repeated() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    assertThat(client.delete(subscription(topic)).statusCode()).isEqualTo(204);
    assertThat(client.delete(subscription(topic)).statusCode()).isEqualTo(204);
    assertProblem(client.get(subscription(topic)), 404, "not-subscribed");
  }

  @Test
  void browsing_goes_in_pages_and_takes_nothing() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    publish(client, topic, 5);

    StringBuilder seen = new StringBuilder();
    String page = subscription(topic) + "/messages?limit=2";
    int pages = 0;
    while (!page.isEmpty()) {
      HttpResponse<String> answer = client.get(page);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      HttpClientOf.object(answer)
          .getJsonArray("messages")
          .getValuesAs(JsonObject.class)
          .forEach(message -> seen.append(message.getInt("data")));
      Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
      page = link.matches() ? link.group(1) : "";
      pages++;
    }

    assertThat(seen.toString()).isEqualTo("12345");
    assertThat(pages).isEqualTo(3);
    assertThat(depth(client, topic)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=-1",
        "limit=",
        "state=done",
        "state=",
        "after=no-cursor",
        "after=%00"
      })
  void a_page_that_makes_no_sense_is_refused(String query) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));

    HttpResponse<String> refused = client.get(subscription(topic) + "/messages?" + query);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
  }

  @Test
  void all_messages_come_newest_first_within_a_priority_and_are_gone() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    client.post(
        "/api/v1/topics" + topic + "/messages",
        "{\"messages\":[{\"data\":1},{\"data\":2},{\"data\":3,\"priority\":9}]}");

    HttpResponse<String> taken = client.post(subscription(topic) + "/get-messages");
    HttpResponse<String> again = client.post(subscription(topic) + "/get-messages");

    assertThat(HttpClientOf.object(taken).getJsonArray("messages").getValuesAs(JsonObject.class))
        .extracting(message -> message.getInt("data"))
        .containsExactly(3, 2, 1);
    assertThat(again.body()).isEqualTo("{\"messages\":[]}");
  }

  @Test
  void as_many_messages_come_as_asked_for() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    publish(client, topic, 5);

    HttpResponse<String> taken = client.post(subscription(topic) + "/get-messages?max=2");

    assertThat(HttpClientOf.object(taken).getJsonArray("messages")).hasSize(2);
    assertThat(depth(client, topic)).isEqualTo(3);
    assertProblem(client.post(subscription(topic) + "/get-messages?max=0"), 400, "invalid-input");
    assertProblem(client.post(subscription(topic) + "/get-messages?max=a"), 400, "invalid-input");
    assertThat(depth(client, topic)).isEqualTo(3);
  }

  @Test
  void one_message_is_removed_once() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    HttpResponse<String> published =
        client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}");
    String id = HttpClientOf.object(published).getString("msg_id");

    HttpResponse<String> removed = client.delete(subscription(topic) + "/messages/" + id);
    HttpResponse<String> again = client.delete(subscription(topic) + "/messages/" + id);

    assertThat(removed.statusCode()).isEqualTo(204);
    assertProblem(again, 404, "not-found");
    assertProblem(client.delete(subscription(topic) + "/messages/1"), 404, "not-found");
    assertThat(depth(client, topic)).isZero();
  }

  @Test
  void clearing_tells_how_many_waited() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    publish(client, topic, 3);

    assertThat(client.delete(subscription(topic) + "/messages").body())
        .isEqualTo("{\"removed\":3}");
    assertThat(client.delete(subscription(topic) + "/messages").body())
        .isEqualTo("{\"removed\":0}");
  }

  @Test
  void everybody_has_a_queue_of_their_own() {
    HttpClientOf one = newClient();
    HttpClientOf other = newClient();
    String topic = newTopic();
    one.post(subscription(topic));
    other.post(subscription(topic));
    publish(one, topic, 2);

    one.delete(subscription(topic) + "/messages");

    assertThat(depth(one, topic)).isZero();
    assertThat(depth(other, topic)).isEqualTo(2);
  }

  private static void publish(HttpClientOf client, String topic, int count) {
    String batch =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> "{\"data\":" + number + "}")
            .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    client.post("/api/v1/topics" + topic + "/messages", batch);
  }

  private static String subscription(String topic) {
    return "/api/v1/topics" + topic + "/subscription";
  }
}
