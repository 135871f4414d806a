package dev.tidings.it.websocket;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.LinkProxy;
import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.http.HttpClientOf;
import dev.tidings.it.http.HttpTests;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What tests of the WebSocket share: accounts, sessions, and what HTTP says about the queue. */
public interface WebSocketTests extends HttpTests {

  /** Where sockets connect. */
  default URI address() {
    return address(baseUrl().getHost(), baseUrl().getPort());
  }

  /** The same through a proxy on this machine. */
  default URI addressBehind(LinkProxy link) {
    return address("127.0.0.1", link.port());
  }

  private URI address(String host, int port) {
    String path = baseUrl().getPath().replaceFirst("/$", "");
    return URI.create("ws://" + host + ":" + port + path + "/ws");
  }

  /** An endpoint for WebSockets that may do everything under {@code /it/}. */
  default Account newAccount() {
    return newAccount("pub-sub", "\"pub=/it/**\",\"sub=/it/**\"");
  }

  default Account newAccount(String role, String patterns) {
    return newAccount("websockets", role, patterns);
  }

  default Account newAccount(String type, String role, String patterns) {
    String name = "ws-" + UUID.randomUUID();
    HttpResponse<String> created =
        admin()
            .post(
                "/api/v1/admin/endpoints",
                """
                {"name":"%s","type":"%s","role":"%s","username":"%s",
                 "password":"it-password","patterns":[%s]}
                """
                    .formatted(name, type, role, name, patterns));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return new Account(name, "it-password");
  }

  default HttpClientOf http(Account account) {
    return account.http(baseUrl());
  }

  /** Over HTTP, one after the other; 200 says that nobody wanted it. */
  default void publish(Account account, String topic, String... data) {
    for (String one : data) {
      HttpResponse<String> published =
          http(account).post(messages(topic), "{\"data\":\"" + one + "\"}");
      assertThat(published.statusCode()).as(published.body()).isIn(200, 201);
    }
  }

  /** Over HTTP, all at once. */
  default void publishTogether(Account account, String topic, List<String> data) {
    String batch =
        data.stream()
            .map(one -> "{\"data\":\"" + one + "\"}")
            .collect(joining(",", "{\"messages\":[", "]}"));
    HttpResponse<String> published = http(account).post(messages(topic), batch);
    assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
  }

  default JsonObject status(Account account, String topic) {
    HttpResponse<String> status = http(account).get(subscription(topic));
    assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
    return HttpClientOf.object(status);
  }

  /** Waits until the queue holds that many messages, so many of them leased. */
  default void awaitQueue(Account account, String topic, int depth, int leased) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              JsonObject status = status(account, topic);
              assertThat(status.getInt("queue_depth")).as("%s", status).isEqualTo(depth);
              assertThat(status.getInt("leased")).as("%s", status).isEqualTo(leased);
            });
  }

  /** Waits until everything that was published has been settled. */
  default void awaitAllSettled(Account account, String topic) {
    awaitQueue(account, topic, 0, 0);
  }

  /** Leases over HTTP what is there, without waiting. */
  default List<JsonObject> receive(Account account, String topic) {
    HttpResponse<String> received = http(account).post(subscription(topic) + "/receive", "{}");
    assertThat(received.statusCode()).as(received.body()).isEqualTo(200);
    return HttpClientOf.object(received).getJsonArray("messages").getValuesAs(JsonObject.class);
  }

  static String messages(String topic) {
    return "/api/v1/topics" + topic + "/messages";
  }

  static String subscription(String topic) {
    return "/api/v1/topics" + topic + "/subscription";
  }

  static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  /** A request of one field. */
  static JsonObject with(String name, String value) {
    return Json.createObjectBuilder().add(name, value).build();
  }

  /** A request about deliveries of one subscription. */
  static JsonObject about(String key, List<JsonObject> messages) {
    JsonArrayBuilder receipts = Json.createArrayBuilder();
    messages.forEach(message -> receipts.add(message.getString("receipt")));
    return Json.createObjectBuilder().add("sub_key", key).add("receipts", receipts).build();
  }

  static List<String> results(JsonObject answer) {
    return answer.getJsonArray("results").getValuesAs(JsonObject.class).stream()
        .map(result -> result.getString("result"))
        .toList();
  }

  /** A session that settles only what it says it does. */
  default SilentClient openMute(Account account) {
    return openMute(address(), account);
  }

  default SilentClient openMute(URI address, Account account) {
    return new SilentClient(RawWebSocket.open(address), account);
  }

  static List<String> texts(List<JsonObject> messages) {
    return messages.stream().map(message -> message.getString("data")).toList();
  }

  static List<String> numbered(String prefix, int count) {
    String[] names = new String[count];
    Arrays.setAll(names, i -> prefix + i);
    return List.of(names);
  }
}
