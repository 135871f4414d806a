package dev.tidings.it.streaming;

import static dev.tidings.it.websocket.WebSocketTests.messages;
import static dev.tidings.it.websocket.WebSocketTests.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.http.HttpClientOf;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.WebSocketTests;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Publishing line by line: the client sends while it reads. */
class PublishStreamTests extends DeployedServerTest implements WebSocketTests {
  /** The default of tidings.http.max-body. */
  private static final int LONGEST_LINE = 1_048_576;

  /** Half of the default of tidings.stream.max-publishing. */
  private static final int STREAMS_OF_ONE = 16;

  @Test
  void each_line_gets_its_result_while_the_next_ones_are_sent() {
    Account account = newAccount();
    String topic = newSubscription(account);
    try (RawStream stream = open(account, topic).send(line("a")).read()) {
      assertThat(stream.status()).isEqualTo(200);
      eventually(() -> stream.lines().size() == 1);
      stream.send("\n\r\n" + line("b"));
      eventually(() -> stream.lines().size() == 2);
      assertThat(data(account, topic)).containsExactly("a", "b");

      // In pieces that end anywhere.
      String rest = String.join("", numbers(2_500).stream().map(this::line).toList());
      for (int from = 0; from < rest.length(); from += 4_001) {
        stream.send(rest.substring(from, Math.min(from + 4_001, rest.length())));
      }
      stream.send("{\"data\":\"without a line feed\"}").finish();
      eventually(stream::hasEnded);

      List<JsonObject> results = results(stream);
      assertThat(results).hasSize(2_503).allMatch(result -> result.containsKey("msg_id"));
      assertThat(results).extracting(one -> one.getString("msg_id")).doesNotHaveDuplicates();
      List<Integer> expected = new ArrayList<>(List.of(1));
      IntStream.rangeClosed(4, 2_505).forEach(expected::add);
      assertThat(results).extracting(one -> one.getInt("line")).isEqualTo(expected);
    }
    assertThat(status(account, topic).getInt("queue_depth")).isEqualTo(2_503);
    assertThat(http(account).post(subscription(topic) + "/get-messages?max=4").body())
        .contains("\"a\"", "\"b\"", "\"1\"", "\"2\"");
  }

  /** Longer than servers wait for a part of a body by themselves. */
  @Test
  void a_client_may_be_silent_for_a_while() throws InterruptedException {
    Account account = newAccount();
    String topic = newSubscription(account);
    try (RawStream stream = open(account, topic).send(line("a")).read()) {
      eventually(() -> stream.lines().size() == 1);
      Thread.sleep(Duration.ofSeconds(12).toMillis());

      stream.send(line("b")).finish();

      eventually(stream::hasEnded);
      assertThat(results(stream)).hasSize(2).allMatch(result -> result.containsKey("msg_id"));
    }
  }

  @Test
  void a_broken_line_is_answered_with_its_problem_and_the_others_are_stored() {
    Account account = newAccount();
    String topic = newSubscription(account, "\"max_message_size\":100");
    String tooLong = "{\"data\":\"" + "x".repeat(LONGEST_LINE) + "\"}\n";
    try (RawStream stream = open(account, topic)) {
      stream.send(line("a") + "no JSON\n" + "{\"data\":1,\"prio\":2}\n" + "[]\n" + line("b"));
      stream.read();
      stream.send(tooLong);
      stream.send(line("x".repeat(101)) + line("c") + "{\"messages\":[{\"data\":1}]}\n").finish();
      eventually(stream::hasEnded);

      assertThat(results(stream))
          .extracting(one -> one.getString("code", "stored"))
          .containsExactly(
              "stored",
              "invalid-input",
              "invalid-input",
              "invalid-input",
              "stored",
              "body-too-large",
              "message-too-large",
              "stored",
              "invalid-input");
      assertThat(results(stream)).extracting(one -> one.getInt("line")).isSorted();
      assertThat(results(stream).get(2).getJsonArray("errors")).isNotEmpty();
    }
    assertThat(data(account, topic)).containsExactly("a", "b", "c");
  }

  @Test
  void a_connection_that_is_cut_leaves_what_was_answered_and_a_retry_completes_it() {
    Account account = newAccount();
    String topic = newSubscription(account);
    String key = "Idempotency-Key: " + UUID.randomUUID();
    List<String> all = numbers(600);
    List<String> answered;
    try (RawStream cut = open(account, topic, key).send(line(all.get(0))).read()) {
      all.subList(1, 400).forEach(one -> cut.send(line(one)));
      eventually(() -> cut.lines().size() >= 100);
      answered = cut.lines();
    }
    List<String> stored = awaitQuiet(account, topic);
    assertThat(stored).isEqualTo(all.subList(0, stored.size()));
    assertThat(stored).hasSizeBetween(answered.size(), 400);

    try (RawStream again = open(account, topic, key).send(line(all.get(0))).read()) {
      all.subList(1, 600).forEach(one -> again.send(line(one)));
      again.finish();
      eventually(again::hasEnded);
      assertThat(again.lines()).hasSize(600).startsWith(answered.toArray(String[]::new));
    }
    assertThat(status(account, topic).getInt("queue_depth")).isEqualTo(600);
    try (RawStream other = open(account, topic, key).send(line("another body")).read()) {
      eventually(() -> other.lines().size() == 1);
      assertThat(other.lines().get(0)).contains("idempotency-mismatch");
    }
  }

  @Test
  void who_may_not_publish_is_refused_before_the_body_is_read() {
    Account reader = newAccount("sub-only", "\"sub=/it/**\"");
    Account account = newAccount();
    String topic = newTopic();
    Account wrong = new Account(account.username(), "wrong-password");

    assertThat(refusal(reader, topic)).contains("topic-not-accessible");
    assertThat(refusal(account, "/it/" + UUID.randomUUID())).contains("topic-not-accessible");
    assertThat(refusal(wrong, topic)).contains("not-authenticated");
    assertThat(refusal(account, topic, "Idempotency-Key: " + "k".repeat(181)))
        .contains("invalid-input");
    assertThat(refusal(account, topic, "Tidings-Priority: 9")).contains("invalid-input");
    assertThat(refusal(account, topic, "Content-Encoding: gzip"))
        .contains("unsupported-media-type");
  }

  @Test
  void a_stream_ends_when_its_login_is_not_good_any_more() {
    Account account = newAccount();
    Account other = newAccount();
    String topic = newSubscription(other);
    try (RawStream stream = open(account, topic).send(line("before")).read()) {
      eventually(() -> stream.lines().size() == 1);

      deactivate(account);
      stream.send(line("after"));

      eventually(() -> stream.lines().size() == 2);
      assertThat(stream.lines().get(1)).contains("not-authenticated", "\"line\":2");
      stream.finish();
      eventually(stream::isOver);
    }
    assertThat(data(other, topic)).containsExactly("before");
  }

  @Test
  void who_takes_no_results_is_disconnected_and_the_others_go_on() {
    Account rude = newAccount();
    Account account = newAccount();
    String topic = newSubscription(account);
    String manyWrong = "x\n".repeat(4_000);
    try (RawStream stream = open(rude, topic)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  stream.send(manyWrong);
                }
              });

      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                publish(account, topic, "of others");
                assertThat(sending).isCompletedExceptionally();
              });
    }
    assertThat(data(account, topic)).containsOnly("of others");
  }

  @Test
  void one_endpoint_cannot_open_all_streams() {
    Account greedy = newAccount();
    Account account = newAccount();
    String topic = newSubscription(account);
    List<RawStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < STREAMS_OF_ONE; i++) {
        open.add(open(greedy, topic).send("\n").read());
      }
      assertThat(open).allMatch(stream -> stream.status() == 200);
      assertThat(refusal(greedy, topic)).contains("unavailable");
      try (RawStream stream = open(account, topic).send(line("a")).finish().read()) {
        eventually(stream::hasEnded);
        assertThat(stream.lines()).hasSize(1);
      }
    } finally {
      open.forEach(RawStream::close);
    }
    eventually(
        () -> {
          try (RawStream stream = open(greedy, topic).finish().read()) {
            return stream.status() == 200;
          }
        });
  }

  private RawStream open(Account account, String topic, String... headers) {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = "Content-Type: application/x-ndjson";
    return RawStream.open(baseUrl(), account, "POST " + root() + messages(topic), all);
  }

  private String refusal(Account account, String topic, String... headers) {
    // Payara begins to serve a request when some of its body is there.
    try (RawStream stream = open(account, topic, headers).send("\n").read()) {
      assertThat(stream.status()).isGreaterThanOrEqualTo(400);
      eventually(() -> stream.isOver() || !stream.lines().isEmpty());
      return String.join("", stream.lines());
    }
  }

  private String line(String data) {
    return "{\"data\":\"" + data + "\"}\n";
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  private static List<JsonObject> results(RawStream stream) {
    return stream.lines().stream().map(WebSocketTests::object).toList();
  }

  private String newSubscription(Account account, String... settings) {
    String topic = newTopic(settings);
    HttpResponse<String> subscribed = http(account).post(subscription(topic));
    assertThat(subscribed.statusCode()).as(subscribed.body()).isEqualTo(201);
    return topic;
  }

  /** What waits, in order. */
  private List<String> data(Account account, String topic) {
    HttpResponse<String> page =
        http(account).get(subscription(topic) + "/messages?state=ready&limit=1000");
    return HttpClientOf.object(page).getJsonArray("messages").getValuesAs(JsonObject.class).stream()
        .map(message -> message.getString("data"))
        .toList();
  }

  /** What is stored when nothing more comes. */
  private List<String> awaitQuiet(Account account, String topic) {
    List<List<String>> seen = new ArrayList<>();
    await()
        .pollInterval(Duration.ofMillis(500))
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              seen.add(data(account, topic));
              int last = seen.size() - 1;
              return last >= 2 && seen.get(last).equals(seen.get(last - 2));
            });
    return seen.get(seen.size() - 1);
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
