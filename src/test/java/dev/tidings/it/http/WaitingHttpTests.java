package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only shows at the connections of those who wait. */
class WaitingHttpTests extends DeployedServerTest {

  /** More than servers have threads for requests. */
  private static final int MANY = 300;

  /** Much shorter than those who leave would wait. */
  Duration PATIENCE = Duration.ofSeconds(30);

  /** With every 30th receive of an older version refused by its key. */
  private static final int RACES = 30;

  @Test
  void very_many_wait_and_everybody_else_is_served() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    List<CompletableFuture<HttpResponse<String>>> waiting =
        IntStream.range(0, MANY).mapToObj(i -> receive(client, topic, "PT5M")).toList();

    assertThat(depth(client, topic)).isZero();
    client.post(
        "/api/v1/topics" + topic + "/messages",
        IntStream.range(0, MANY)
            .mapToObj(i -> "{\"data\":" + i + "}")
            .collect(Collectors.joining(",", "{\"messages\":[", "]}")));

    assertThat(waiting)
        .map(CompletableFuture::join)
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200))
        .flatMap(WaitingHttpTests::data)
        .hasSize(MANY)
        .doesNotHaveDuplicates();
  }

  @Test
  void an_answer_that_comes_late_is_as_private_as_any_other() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    CompletableFuture<HttpResponse<String>> waiting = receive(client, topic, "PT5M");
    CompletableFuture<HttpResponse<String>> refused = receive(client, topic, "PT5M");

    client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}");
    HttpResponse<String> first = waiting.applyToEither(refused, answer -> answer).join();
    client.delete(subscription(topic));

    assertPrivate(first);
    List<HttpResponse<String>> both = List.of(waiting.join(), refused.join());
    HttpResponse<String> problem =
        both.stream().filter(answer -> answer.statusCode() != 200).findAny().orElseThrow();
    assertThat(HttpClientOf.object(problem).getString("instance"))
        .isEqualTo(root() + subscription(topic) + "/receive");
    assertPrivate(problem);
  }

  @Test
  void who_waits_when_the_subscription_ends_is_not_subscribed() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    CompletableFuture<HttpResponse<String>> waiting = receive(client, topic, "PT5M");
    // Who comes later waits behind the other one.
    client.post(subscription(topic) + "/receive", "{\"wait\":\"PT0.5S\"}");

    client.delete(subscription(topic));

    assertProblem(waiting.join(), 404, "not-subscribed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "receive",
        "get-messages",
        "acknowledge",
        "reject",
        "extend",
        "dead-letters/redeliver"
      })
  void who_races_the_end_of_the_subscription_never_hears_of_its_key(String operation) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    String path = subscription(topic) + "/" + operation;
    String body = operation.matches("acknowledge|reject|extend") ? "{\"receipts\":[\"x\"]}" : "";

    for (int i = 0; i < RACES; i++) {
      client.post(subscription(topic));
      List<CompletableFuture<HttpResponse<String>>> racing =
          IntStream.range(0, 3).mapToObj(one -> client.postLater(path, body)).toList();
      client.delete(subscription(topic));
      racing.stream()
          .map(CompletableFuture::join)
          .filter(answer -> answer.statusCode() != 200)
          .forEach(answer -> assertProblem(answer, 404, "not-subscribed"));
    }
  }

  @Test
  void a_receiver_that_goes_away_loses_nothing() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    receive(client, topic, "PT1S").cancel(true);

    client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}");

    await()
        .pollInSameThread()
        .untilAsserted(
            () ->
                assertThat(data(client.post(subscription(topic) + "/receive"))).containsExactly(1));
  }

  @Test
  void connections_that_clients_close_are_closed_before_the_wait_is_over() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    CompletableFuture<HttpResponse<String>> waiting = receive(client, topic, "PT5M");
    List<RawHttp> leaving =
        IntStream.range(0, MANY).mapToObj(i -> rawReceive(client, topic, "PT60S")).toList();
    Set<Integer> ports = leaving.stream().map(RawHttp::localPort).collect(Collectors.toSet());
    await().atMost(PATIENCE).until(() -> ServerSockets.read(baseUrl(), ports) == MANY);

    leaving.forEach(RawHttp::close);

    await().atMost(PATIENCE).until(() -> ServerSockets.open(baseUrl(), ports) == 0);
    assertOnlyWaiterIsServed(client, topic, waiting);
  }

  @Test
  void a_client_that_closes_its_direction_gets_an_empty_answer_at_once() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    CompletableFuture<HttpResponse<String>> waiting = receive(client, topic, "PT5M");
    try (RawHttp leaving = rawReceive(client, topic, "PT60S")) {
      RawHttp.Answer answer = leaving.finishSending().answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"messages\":[]}");
      assertThat(leaving.isClosedByServer()).isTrue();
    }
    assertOnlyWaiterIsServed(client, topic, waiting);
  }

  /** Who began to wait before the others left, and waits still. */
  private void assertOnlyWaiterIsServed(
      HttpClientOf client, String topic, CompletableFuture<HttpResponse<String>> waiting) {
    assertThat(waiting).isNotDone();
    client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}");

    assertThat(waiting.join().body()).contains("\"delivery_count\":1,", "\"data\":1,");
    assertThat(depth(client, topic)).isEqualTo(1);
  }

  @Test
  void the_next_request_of_a_client_that_waits_is_kept() {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post(subscription(topic));
    try (RawHttp connection = rawReceive(client, topic, "PT3S")) {
      await()
          .atMost(PATIENCE)
          .until(() -> ServerSockets.read(baseUrl(), Set.of(connection.localPort())) == 1);
      String path = root() + "/api/v1/topics" + topic + "/messages";
      connection.post(
          path, client.header(), "Content-Type: application/json", "Content-Length: 10");
      connection.send("{\"data\":1}");

      assertThat(connection.answer().body()).isEqualTo("{\"messages\":[]}");
      assertThat(connection.answer().status()).isEqualTo(201);
    }
  }

  private RawHttp rawReceive(HttpClientOf client, String topic, String wait) {
    String body = "{\"wait\":\"" + wait + "\"}";
    return RawHttp.connect(baseUrl())
        .post(
            root() + subscription(topic) + "/receive",
            client.header(),
            "Content-Type: application/json",
            "Content-Length: " + body.length())
        .send(body);
  }

  private static CompletableFuture<HttpResponse<String>> receive(
      HttpClientOf client, String topic, String lease) {
    return client.postLater(
        subscription(topic) + "/receive",
        "{\"max\":1,\"wait\":\"PT40S\",\"lease\":\"" + lease + "\"}");
  }

  private static List<Integer> data(HttpResponse<String> answer) {
    return HttpClientOf.object(answer)
        .getJsonArray("messages")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(message -> message.getInt("data"))
        .toList();
  }

  private static String subscription(String topic) {
    return "/api/v1/topics" + topic + "/subscription";
  }
}
