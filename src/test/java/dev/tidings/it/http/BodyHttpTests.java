package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.RawHttp.Answer;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies that come slowly, not at all, or that nobody reads. */
class BodyHttpTests extends DeployedServerTest {

  /** More than servers have threads for requests. */
  private static final int MANY_SLOW = 210;

  private static final List<String> PAGES =
      List.of("/", "/try.html", "/nothing/here", "/api/asyncapi.yaml", "/ws");

  private static final String JSON = "Content-Type: application/json";
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  @Test
  void bodies_that_do_not_come_hold_nobody_up_and_time_out() {
    String topic = newTopic();
    HttpClientOf attacker = newClient();
    HttpClientOf client = newClient();
    attacker.post("/api/v1/topics" + topic + "/subscription");
    List<RawHttp> slow =
        IntStream.range(0, MANY_SLOW).mapToObj(i -> slow(attacker, topic, i)).toList();

    HttpResponse<String> other =
        client.post("/api/v1/topics" + topic + "/messages", "{\"data\":1}");

    assertThat(other.statusCode()).as(other.body()).isEqualTo(201);
    List<Integer> statuses = slow.stream().map(BodyHttpTests::refusal).toList();
    assertThat(statuses).hasSize(MANY_SLOW).contains(408).isSubsetOf(408, 503);
    slow.forEach(RawHttp::close);
  }

  @Test
  void bodies_that_nobody_asked_for_hold_nobody_up() {
    List<RawHttp> slow =
        IntStream.range(0, MANY_SLOW).mapToObj(i -> slowAndAnonymous(PAGES.get(i % 5), i)).toList();

    slow.forEach(
        connection -> {
          assertThat(connection.answer().status()).isBetween(200, 499);
          connection.close();
        });
    HttpClientOf client = newClient();
    assertThat(client.post("/api/v1/topics" + newTopic() + "/subscription").statusCode())
        .isEqualTo(201);
  }

  private RawHttp slowAndAnonymous(String path, int number) {
    RawHttp connection = RawHttp.connect(baseUrl());
    String method = number % 2 == 0 ? "POST" : "GET";
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + root() + path + " HTTP/1.1");
    lines.add("Host: localhost");
    if (path.equals("/ws")) {
      lines.add("Connection: Upgrade");
      lines.add("Upgrade: websocket");
      lines.add("Sec-WebSocket-Version: 13");
      lines.add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }
    lines.add("Content-Length: 1000");
    return connection.send(String.join("\r\n", lines) + "\r\n\r\nabc");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_login_that_ends_while_the_body_comes_is_refused(boolean isChunked) {
    HttpClientOf client = newClient();
    String path = "/api/v1/topics" + newTopic() + "/messages";
    try (RawHttp connection = RawHttp.connect(baseUrl())) {
      connection.post(
          root() + path, client.header(), JSON, isChunked ? CHUNKED : "Content-Length: 10");
      if (isChunked) {
        connection.sendChunk("{\"da");
      } else {
        connection.send("{\"da");
      }
      changePassword(client);
      if (isChunked) {
        connection.sendChunk("ta\":1}").send("0\r\n\r\n");
      } else {
        connection.send("ta\":1}");
      }

      assertThat(connection.answer().status()).isEqualTo(401);
    }
  }

  private void changePassword(HttpClientOf client) {
    HttpResponse<String> found = admin().get("/api/v1/admin/endpoints?name=" + client.username());
    int id = HttpClientOf.object(found).getJsonArray("endpoints").getJsonObject(0).getInt("id");
    HttpResponse<String> changed =
        admin()
            .patch(
                "/api/v1/admin/endpoints/" + id,
                "{\"password\":\"other-password\"}",
                "If-Match",
                "*");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  /** Where the server needs a thread for each such body, only some of one endpoint are read. */
  private static int refusal(RawHttp connection) {
    Answer answer = connection.answer();
    assertThat(answer.headers()).as(answer.body()).contains("connection: close");
    if (answer.status() == 503) {
      assertThat(answer.headers()).contains("retry-after: 1");
    }
    assertThat(connection.isClosedByServer()).isTrue();
    return answer.status();
  }

  private RawHttp slow(HttpClientOf client, String topic, int number) {
    String path =
        switch (number % 3) {
          case 0 -> "/api/v1/topics" + topic + "/messages";
          case 1 -> "/zato/pubsub/topic" + topic;
          default -> "/api/v1/topics" + topic + "/subscription/receive";
        };
    RawHttp connection = RawHttp.connect(baseUrl());
    return number % 2 == 0
        ? connection.post(root() + path, client.header(), JSON, "Content-Length: 1000").send("abc")
        : connection.post(root() + path, client.header(), JSON, CHUNKED).sendChunk("abc");
  }

  @Test
  void a_body_that_times_out_is_a_problem() {
    String path = "/api/v1/topics" + newTopic() + "/messages";
    try (RawHttp connection = RawHttp.connect(baseUrl())) {
      Answer answer =
          connection.post(root() + path, newClient().header(), JSON, "Content-Length: 10").answer();

      assertThat(answer.body())
          .contains("\"code\":\"body-timeout\"", "\"instance\":\"" + root() + path + "\"");
      assertThat(answer.headers()).contains("content-type: application/problem+json");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_body_in_pieces_arrives_as_it_was_sent(boolean isChunked) {
    HttpClientOf client = newClient();
    String topic = newTopic();
    client.post("/api/v1/topics" + topic + "/subscription");
    String path = "/api/v1/topics" + topic + "/messages";
    List<String> pieces = List.of("{\"da", "ta\":\"fir", "st\"", "}");
    try (RawHttp connection = RawHttp.connect(baseUrl())) {
      connection.post(
          root() + path, client.header(), JSON, isChunked ? CHUNKED : "Content-Length: 16");
      pieces.forEach(isChunked ? connection::sendChunk : connection::send);
      if (isChunked) {
        connection.send("0\r\n\r\n");
      }
      assertThat(connection.answer().status()).isEqualTo(201);

      connection.post(root() + path, client.header(), JSON, "Content-Length: 17");
      connection.send("{\"data\":\"second\"}");
      assertThat(connection.answer().status()).isEqualTo(201);
    }

    HttpResponse<String> received =
        client.post("/api/v1/topics" + topic + "/subscription/receive", "{\"max\":2}");
    assertThat(HttpClientOf.object(received).getJsonArray("messages").getValuesAs(JsonObject.class))
        .extracting(message -> message.getString("data"))
        .containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void administration_takes_a_body_in_pieces() {
    String name = newTopic() + "/below";
    String body = "{\"name\":\"" + name + "\"}";
    try (RawHttp connection = RawHttp.connect(baseUrl())) {
      connection.post(
          root() + "/api/v1/admin/topics",
          admin().header(),
          JSON,
          "Content-Length: " + body.length());
      connection.send(body.substring(0, 5)).send(body.substring(5));
      Answer answer = connection.answer();

      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      assertThat(answer.body()).contains(name);
      assertThat(answer.headers())
          .anySatisfy(header -> assertThat(header).matches("location: .*/admin/topics/[0-9]+"));
    }
  }

  @Test
  void a_body_in_chunks_that_is_too_long_is_refused_before_its_end() {
    String path = "/api/v1/topics" + newTopic() + "/messages";
    try (RawHttp connection = RawHttp.connect(baseUrl())) {
      connection.post(root() + path, newClient().header(), JSON, CHUNKED);
      connection.sendChunk(" ".repeat(600_000)).sendChunk(" ".repeat(600_000));

      assertThat(connection.answer().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/topics/it/x/messages", "/api/v1/admin/topics"})
  void a_body_that_nobody_reads_ends_the_connection(String path) {
    try (RawHttp connection = RawHttp.connect(baseUrl())) {
      Answer answer =
          connection.post(root() + path, "Content-Length: 5000000").send("abc").answer();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers()).contains("connection: close");
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }
}
