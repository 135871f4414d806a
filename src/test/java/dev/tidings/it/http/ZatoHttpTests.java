package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.Golden;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compatible API, called as curl calls it. */
class ZatoHttpTests extends DeployedServerTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void what_is_published_is_got_newest_first() {
    HttpClientOf client = newClient();
    String topic = newTopic();

    HttpResponse<String> subscribed = client.post(subscribe(topic));
    HttpResponse<String> again = client.post(subscribe(topic));
    HttpResponse<String> first = curl(client, topic, "{\"data\":\"first\",\"has_gd\":false}");
    curl(client, topic, "{\"data\":{\"second\":2},\"correl_id\":\"c\",\"expiration\":60000}");
    HttpResponse<String> got = client.patch(topic(topic), "");
    HttpResponse<String> none = client.patch(topic(topic), "");

    assertZato(subscribed, 200);
    assertThat(normalized(subscribed.body(), topic)).isEqualTo(Golden.json("subscribed"));
    assertThat(again.body()).isEqualTo("{}");
    assertZato(first, 200);
    assertThat(normalized(first.body(), topic)).isEqualTo(Golden.json("published"));
    String call = first.headers().firstValue("X-Zato-CID").orElseThrow();
    assertThat(normalized(got.body().replace(call, "CID"), topic))
        .isEqualTo(Golden.json("zato-messages"));
    assertThat(none.body()).isEqualTo("[]");
  }

  @Test
  void one_slash_is_as_good_as_two() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post("/zato/pubsub/subscribe/topic" + topic);

    client.post("/zato/pubsub/topic" + topic, "{\"data\":1}", "Content-Type", FORM);

    assertThat(depth(client, topic)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "body"})
  void older_clients_get_messages_with_a_post_and_their_key(String place) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    String key = HttpClientOf.object(client.post(subscribe(topic))).getString("sub_key");
    curl(client, topic, "{\"data\":1}");

    HttpResponse<String> got =
        place.equals("query")
            ? client.post(topic(topic) + "?sub_key=" + key)
            : curl(client, topic, "{\"sub_key\":\"" + key + "\"}");

    assertThat(HttpClientOf.array(got).getValuesAs(JsonObject.class))
        .extracting(message -> message.getInt("data"))
        .containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zpsk.rest.0123456789abcdef01234567", "x", "' OR 1=1"})
  void a_key_that_is_not_the_callers_is_refused(String key) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscribe(topic));

    HttpResponse<String> refused = curl(client, topic, "{\"sub_key\":\"" + key + "\"}");

    assertForbidden(refused, topic);
  }

  @Test
  void a_foreign_key_neither_gets_nor_ends_anything() {
    HttpClientOf owner = newClient();
    HttpClientOf other = newClient();
    String topic = newTopic();
    String key = HttpClientOf.object(owner.post(subscribe(topic))).getString("sub_key");
    curl(owner, topic, "{\"data\":1}");

    assertForbidden(other.post(topic(topic) + "?sub_key=" + key), topic);
    assertForbidden(other.delete(subscribe(topic) + "?sub_key=" + key), topic);
    other.post(subscribe(topic));
    assertForbidden(other.post(topic(topic) + "?sub_key=" + key), topic);
    assertForbidden(other.delete(subscribe(topic) + "?sub_key=" + key), topic);
    assertThat(depth(owner, topic)).isEqualTo(1);
  }

  @Test
  void unsubscribing_with_curl_may_be_repeated() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    String key = HttpClientOf.object(client.post(subscribe(topic))).getString("sub_key");

    assertThat(client.delete(subscribe(topic) + "?sub_key=" + key).body()).isEqualTo("{}");
    assertThat(client.delete(subscribe(topic) + "?sub_key=" + key).body()).isEqualTo("{}");
    assertThat(client.delete(subscribe(topic)).body()).isEqualTo("{}");
    assertZato(client.delete(subscribe(topic)), 200);
  }

  @Test
  void who_is_not_subscribed_is_told_so() {
    String topic = newTopic();

    HttpResponse<String> refused = newClient().patch(topic(topic), "");

    assertZato(refused, 400);
    assertThat(normalized(refused.body(), topic)).isEqualTo(Golden.json("zato-not-subscribed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"data\":\"\"}", "{\"data\":null}"})
  void a_publication_has_data(String body) {
    String topic = newTopic();

    HttpResponse<String> refused = curl(newClient(), topic, body);

    assertZato(refused, 400);
    assertThat(normalized(refused.body(), topic)).isEqualTo(Golden.json("zato-no-data"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "data=x",
        "{\"data\":1,\"priority\":10}",
        "{\"data\":1,\"priority\":5.5}",
        "{\"data\":1,\"expiration\":-1}",
        "{\"data\":1,\"has_gd\":\"x\"}",
        "{\"data\":1,\"data\":2}"
      })
  void bad_input_of_a_curl_line_changes_nothing(String body) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscribe(topic));

    assertZato(curl(client, topic, body), 400);
    assertThat(depth(client, topic)).isZero();
  }

  @Test
  void what_others_know_and_we_do_not_is_ignored() {
    String body = "{\"data\":1,\"msg_id\":\"x\",\"ext_pub_time\":\"now\",\"user_ctx\":{\"a\":1}}";

    assertZato(curl(newClient(), newTopic(), body), 200);
  }

  @Test
  void bad_credentials_are_forbidden_without_a_challenge() {
    String topic = newTopic();
    HttpClientOf wrong = HttpClientOf.endpoint(baseUrl(), "it-unknown", "wrong-password");

    assertForbidden(curl(nobody(), topic, "{\"data\":1}"), topic);
    assertForbidden(curl(wrong, topic, "{\"data\":1}"), topic);
    assertForbidden(nobody().patch(topic(topic), ""), topic);
  }

  @Test
  void an_unknown_topic_looks_to_curl_like_a_forbidden_one() {
    HttpClientOf client = newClient("pub-sub", "\"pub=/it/mine/*\",\"sub=/it/mine/*\"");
    String forbidden = newTopic();
    String unknown = "/it/mine/" + System.nanoTime();

    assertForbidden(curl(client, forbidden, "{\"data\":1}"), forbidden);
    assertForbidden(curl(client, unknown, "{\"data\":1}"), unknown);
    assertForbidden(client.post(subscribe(unknown)), unknown);
    assertForbidden(client.delete(subscribe(unknown)), unknown);
  }

  @Test
  void a_full_queue_asks_curl_to_come_back_later() {
    HttpClientOf client = newClient();
    String topic = newTopic("\"max_depth\":1");
    client.post(subscribe(topic));
    curl(client, topic, "{\"data\":1}");

    HttpResponse<String> refused = curl(client, topic, "{\"data\":2}");

    assertZato(refused, 503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /zato/pubsub/topic//x, 405",
    "GET, /zato/pubsub/topic//x, 405",
    "GET, /zato/pubsub/nothing, 404",
    "PUT, /zato/pubsub/subscribe/topic//x, 405"
  })
  void every_refusal_has_the_known_form(String method, String path, int status) {
    assertZato(newClient().send(method, path, BodyPublishers.noBody()), status);
  }

  private void assertForbidden(HttpResponse<String> response, String topic) {
    assertZato(response, 403);
    assertThat(normalized(response.body(), topic)).isEqualTo(Golden.json("zato-forbidden"));
    assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  private void assertZato(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    String cid = response.headers().firstValue("X-Zato-CID").orElse("");
    assertThat(cid).matches("[0-9a-f]{24}");
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    if (status >= 400) {
      assertThat(HttpClientOf.object(response).getString("result")).isEqualTo("Error");
      assertThat(HttpClientOf.object(response).getString("cid")).isEqualTo(cid);
    }
    assertPrivate(response);
  }

  private static HttpResponse<String> curl(HttpClientOf client, String topic, String body) {
    return client.post(topic(topic), body, "Content-Type", FORM);
  }

  private static String topic(String topic) {
    return "/zato/pubsub/topic/" + topic;
  }

  private static String subscribe(String topic) {
    return "/zato/pubsub/subscribe/topic/" + topic;
  }
}
