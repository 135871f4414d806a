package dev.tidings.it.streaming;

import static dev.tidings.it.websocket.WebSocketTests.numbered;
import static dev.tidings.it.websocket.WebSocketTests.object;
import static dev.tidings.it.websocket.WebSocketTests.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.WebSocketTests;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Receiving as a stream, with acknowledgements on other requests, or with none. */
class DeliveryStreamTests extends DeployedServerTest implements WebSocketTests {
  private static final String EVENTS = "Accept: text/event-stream";

  @Test
  void a_stream_brings_all_messages_in_order_and_no_more_at_once_than_its_window() {
    Account account = newAccount();
    String topic = newSubscription(account);
    List<String> published = numbered("m", 300);
    try (RawStream stream = open(account, topic, "?prefetch=40")) {
      publishTogether(account, topic, published);
      eventually(() -> stream.lines().size() >= 30);
      int acknowledged = 0;
      while (acknowledged < published.size()) {
        assertThat(status(account, topic).getInt("leased")).isLessThanOrEqualTo(40);
        List<JsonObject> all = messagesOf(stream);
        acknowledge(account, topic, all.subList(acknowledged, all.size()));
        acknowledged = all.size();
        int before = acknowledged;
        eventually(() -> before == published.size() || stream.lines().size() > before);
      }
      awaitAllSettled(account, topic);
      assertThat(messagesOf(stream))
          .extracting(message -> message.getString("data"))
          .containsExactlyElementsOf(published);
      assertThat(messagesOf(stream)).allMatch(message -> message.getInt("delivery_count") == 1);
    }
  }

  @Test
  void browsers_get_events_with_the_ids_of_messages() {
    Account account = newAccount();
    String topic = newSubscription(account);
    try (RawStream stream = open(account, topic, "", EVENTS)) {
      assertThat(stream.headers()).anyMatch(header -> header.contains("text/event-stream"));
      publish(account, topic, "a");
      eventually(() -> stream.lines().stream().anyMatch(line -> line.startsWith("data: ")));

      List<String> lines = new ArrayList<>(stream.lines());
      lines.removeIf(line -> line.equals(":"));
      JsonObject message = object(lines.get(1).substring("data: ".length()));
      assertThat(lines.get(0)).isEqualTo("id: " + message.getString("msg_id"));
      assertThat(message.getString("receipt")).isNotEmpty();
    }
  }

  @Test
  void what_a_stream_that_was_cut_did_not_acknowledge_comes_again_on_the_next_one() {
    Account account = newAccount();
    String topic = newSubscription(account);
    try (RawStream cut = open(account, topic, "")) {
      publish(account, topic, "acknowledged");
      eventually(() -> cut.lines().size() == 1);
      acknowledge(account, topic, messagesOf(cut));
      publishTogether(account, topic, numbered("m", 10));
      eventually(() -> cut.lines().size() == 11);
    }
    awaitQueue(account, topic, 10, 0);
    try (RawStream next = open(account, topic, "")) {
      eventually(() -> next.lines().size() == 10);
      assertThat(messagesOf(next))
          .extracting(message -> message.getString("data"))
          .containsExactlyElementsOf(numbered("m", 10));
      assertThat(messagesOf(next)).allMatch(message -> message.getInt("delivery_count") == 2);
    }
  }

  @Test
  void at_most_once_needs_no_acknowledgement_and_sends_nothing_twice() {
    Account account = newAccount();
    String topic = newSubscription(account);
    List<String> published = numbered("m", 120);
    publishTogether(account, topic, published);
    try (RawStream stream = open(account, topic, "?delivery=at-most-once&prefetch=50", EVENTS)) {
      eventually(() -> data(stream).size() == published.size());
      assertThat(data(stream)).containsExactlyElementsOf(published);
      awaitAllSettled(account, topic);
    }
    try (RawStream next = open(account, topic, "?delivery=at-most-once", "Last-Event-ID: x")) {
      publish(account, topic, "next");
      eventually(() -> !next.lines().isEmpty());
      assertThat(messagesOf(next).get(0).getString("data")).isEqualTo("next");
    }
  }

  @Test
  void a_stream_ends_with_its_login_and_with_its_subscription() {
    Account account = newAccount();
    Account other = newAccount();
    String topic = newSubscription(account);
    http(other).post(subscription(topic));
    try (RawStream stream = open(account, topic, "");
        RawStream ofOther = open(other, topic, "")) {
      publish(account, topic, "a");
      eventually(() -> stream.lines().size() == 1 && ofOther.lines().size() == 1);

      deactivate(account);
      http(other).delete(subscription(topic));
      publish(other, topic, "b");

      eventually(stream::hasEnded);
      eventually(ofOther::hasEnded);
      assertThat(stream.lines()).hasSize(1);
      assertThat(ofOther.lines()).hasSize(1);
    }
  }

  /** Streams that break off leave the requests of others alone. */
  @Test
  void many_streams_that_are_cut_disturb_no_other_request() {
    Account account = newAccount();
    String topic = newSubscription(account);
    for (int round = 0; round < 20; round++) {
      List<RawStream> open = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        open.add(open(account, topic, "?delivery=at-most-once"));
      }
      publish(account, topic, "m" + round);
      open.forEach(RawStream::close);
      for (int i = 0; i < 10; i++) {
        status(account, topic);
      }
    }
  }

  @Test
  void who_may_not_receive_or_asks_for_something_else_is_refused() {
    Account account = newAccount();
    String topic = newSubscription(account);

    assertThat(refusal(account, newTopic(), "")).contains("not-subscribed");
    assertThat(refusal(account, "/elsewhere", "")).contains("topic-not-accessible");
    assertThat(refusal(new Account(account.username(), "wrong-password"), topic, ""))
        .contains("not-authenticated");
    assertThat(refusal(account, topic, "", "Accept: text/html")).contains("not-acceptable");
    for (String query :
        List.of("?prefetch=0", "?prefetch=1001", "?prefetch=x", "?delivery=once", "?more=1")) {
      assertThat(refusal(account, topic, query)).contains("invalid-input");
    }
  }

  private RawStream open(Account account, String topic, String query, String... headers) {
    RawStream stream = request(account, topic, query, headers);
    assertThat(stream.status()).isEqualTo(200);
    return stream;
  }

  private RawStream request(Account account, String topic, String query, String... headers) {
    String path = root() + subscription(topic) + "/stream" + query;
    return RawStream.open(baseUrl(), account, "GET " + path, headers).read();
  }

  private String refusal(Account account, String topic, String query, String... headers) {
    try (RawStream stream = request(account, topic, query, headers)) {
      assertThat(stream.status()).isGreaterThanOrEqualTo(400);
      return stream.headers() + problem(account, topic, query, headers);
    }
  }

  private String problem(Account account, String topic, String query, String... headers) {
    String[] pairs = headers.length == 0 ? headers : headers[0].split(": ", 2);
    return http(account).get(subscription(topic) + "/stream" + query, pairs).body();
  }

  private static List<JsonObject> messagesOf(RawStream stream) {
    return stream.lines().stream().map(WebSocketTests::object).toList();
  }

  private static List<String> data(RawStream events) {
    return events.lines().stream()
        .filter(line -> line.startsWith("data: "))
        .map(line -> object(line.substring("data: ".length())).getString("data"))
        .toList();
  }

  private void acknowledge(Account account, String topic, List<JsonObject> messages) {
    String receipts =
        messages.stream()
            .map(message -> "\"" + message.getString("receipt") + "\"")
            .collect(Collectors.joining(",", "{\"receipts\":[", "]}"));
    HttpResponse<String> done = http(account).post(subscription(topic) + "/acknowledge", receipts);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
  }

  private String newSubscription(Account account) {
    String topic = newTopic();
    HttpResponse<String> subscribed = http(account).post(subscription(topic));
    assertThat(subscribed.statusCode()).as(subscribed.body()).isEqualTo(201);
    return topic;
  }

  private void deactivate(Account account) {
    String found = admin().get("/api/v1/admin/endpoints?name=" + account.username()).body();
    String id = found.replaceFirst("(?s).*?\"id\":([0-9]+).*", "$1");
    String path = "/api/v1/admin/endpoints/" + id;
    HttpResponse<String> changed = admin().patch(path, "{\"is_active\":false}", "If-Match", "*");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(1)).until(condition);
  }
}
