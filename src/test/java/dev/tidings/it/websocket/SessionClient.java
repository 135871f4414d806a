package dev.tidings.it.websocket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What all clients of the protocol have in common: a session on one connection, requests that wait
 * for the response that names them, and messages that come by themselves.
 */
public abstract class SessionClient implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECONDS_FOR_AN_ANSWER = 30;
  private static final Duration LONGER_THAN_ANYTHING_TAKES = Duration.ofMinutes(1);

  /** What a message is for. */
  enum Purpose {
    LOGIN,
    INVOCATION,
    RESPONSE
  }

  private final Map<String, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final List<JsonObject> deliveries = new CopyOnWriteArrayList<>();
  private final List<JsonObject> refusals = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Wire wire;
  private volatile String token;

  SessionClient(URI address, String... headers) {
    wire = Wire.open(address, this::take, headers);
  }

  /** A new id for a message. */
  abstract String newId(Purpose purpose);

  /** The meta of a message, which every kind of client fills differently. */
  abstract JsonObjectBuilder meta(String action, String id);

  /** Called for everything the server sends by itself. */
  abstract void onDelivery(JsonObject delivery);

  /** Called for every response, before whoever waits for it. */
  abstract void onResponse(JsonObject response);

  final Wire wire() {
    return wire;
  }

  final String token() {
    return token;
  }

  /** Sends the credentials and keeps the token. */
  final void createSession(Account account) {
    JsonObject response = request(createSessionMessage(account));
    assertThat(response.getJsonObject("meta").getInt("status")).as("%s", response).isEqualTo(200);
    token = response.getJsonObject("data").getString("token");
  }

  abstract JsonObject createSessionMessage(Account account);

  /** The data of a response with status 200; none is JSON's null. */
  final JsonValue invoke(String service, JsonValue request) {
    JsonObject response = tryInvoke(service, request);
    assertThat(response.getJsonObject("meta").getInt("status")).as("%s", response).isEqualTo(200);
    return response.getOrDefault("data", JsonValue.NULL);
  }

  /** The response, whatever it is. */
  final JsonObject tryInvoke(String service, JsonValue request) {
    return request(invocation(service, request));
  }

  final JsonObject invocation(String service, JsonValue request) {
    JsonObjectBuilder data = Json.createObjectBuilder().add("service", service);
    data.add("request", request);
    return message("invoke-service", newId(Purpose.INVOCATION), data.build());
  }

  final JsonObject message(String action, String id, JsonValue data) {
    return Json.createObjectBuilder().add("meta", meta(action, id)).add("data", data).build();
  }

  /** Sends it and waits for the response that names it. */
  final JsonObject request(JsonObject message) {
    CompletableFuture<JsonObject> response = new CompletableFuture<>();
    waiting.put(message.getJsonObject("meta").getString("id"), response);
    wire.send(message.toString());
    return response.orTimeout(SECONDS_FOR_AN_ANSWER, SECONDS).join();
  }

  private void take(JsonObject message) {
    JsonObject meta = message.getJsonObject("meta");
    if (meta.containsKey("in_reply_to")) {
      onResponse(message);
      CompletableFuture<JsonObject> response = waiting.remove(meta.getString("in_reply_to"));
      complainUnless(response != null, "an answer that nobody waits for", message);
      if (response != null) {
        response.complete(message);
      }
    } else if (meta.getString("msg_type").equals("zwsx.merr")) {
      refusals.add(message);
    } else {
      deliveries.add(message);
      onDelivery(message);
    }
  }

  final void complainUnless(boolean isRight, String complaint, JsonObject message) {
    if (!isRight) {
      complaints.add(complaint + ": " + message);
    }
  }

  /** What the server has sent by itself, whole. */
  final List<JsonObject> deliveries() {
    return List.copyOf(deliveries);
  }

  /** What the server has said before it closed the connection. */
  final List<JsonObject> refusals() {
    return List.copyOf(refusals);
  }

  /** Every message that was delivered, whether it came alone or in a list. */
  final List<JsonObject> messages() {
    return deliveries.stream().flatMap(SessionClient::messagesOf).toList();
  }

  final List<String> data() {
    return messages().stream().map(message -> message.getString("data")).toList();
  }

  /** Waits until just these have come, in this order. */
  public final void awaitData(String... data) {
    await()
        .atMost(LONGER_THAN_ANYTHING_TAKES)
        .untilAsserted(() -> assertThat(data()).containsExactly(data));
  }

  private static Stream<JsonObject> messagesOf(JsonObject delivery) {
    JsonValue data = delivery.get("data");
    return data instanceof JsonArray list
        ? list.getValuesAs(JsonObject.class).stream()
        : Stream.of((JsonObject) data);
  }

  /** Ends the connection without a word, as when the process is killed. */
  final void abort() {
    wire.abort();
  }

  /** Says goodbye; then everything that the server did must have been right. */
  @Override
  public void close() {
    wire.close("bye");
    assertThat(complaints).isEmpty();
  }

  static String now() {
    return LocalDateTime.now(ZoneOffset.UTC).format(TIME);
  }

  static String randomHex(int digits) {
    byte[] bytes = new byte[digits / 2];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
