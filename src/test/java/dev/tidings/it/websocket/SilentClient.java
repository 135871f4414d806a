package dev.tidings.it.websocket;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.fixture.RawWebSocket.Frame;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A session that reads only when it is told to and confirms nothing by itself. To pings it answers
 * with pongs that nobody asked for: they say that it lives, and nothing about what has arrived.
 */
public final class SilentClient implements AutoCloseable {
  private final RawWebSocket socket;
  private final String token;
  private final Deque<JsonObject> deliveries = new ArrayDeque<>();

  /** Connects and logs in. */
  public SilentClient(RawWebSocket socket, Account account) {
    this.socket = socket;
    socket.send(login(account));
    token = WebSocketTests.object(readText()).getJsonObject("data").getString("token");
  }

  /** The message that logs in. */
  public static String login(Account account) {
    JsonObjectBuilder meta =
        meta("create-session").add("username", account.username()).add("secret", account.secret());
    return Json.createObjectBuilder().add("meta", meta).build().toString();
  }

  RawWebSocket socket() {
    return socket;
  }

  /** Asks, and does not wait for the response. */
  void send(String service, JsonObject request) {
    JsonObject data =
        Json.createObjectBuilder().add("service", service).add("request", request).build();
    JsonObjectBuilder meta = meta("invoke-service").add("token", token);
    JsonObject message = Json.createObjectBuilder().add("meta", meta).add("data", data).build();
    socket.send(message.toString());
  }

  /** The data of the response, which must be a success. */
  public JsonObject invoke(String service, JsonObject request) {
    send(service, request);
    JsonObject response = nextResponse();
    if (response.getJsonObject("meta").getInt("status") != 200) {
      throw new IllegalStateException(response.toString());
    }
    return response.getOrDefault("data", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
  }

  public String subscribe(String topic) {
    return invoke("zato.pubsub.pubapi.subscribe-wsx", WebSocketTests.with("topic_name", topic))
        .getString("sub_key");
  }

  /** The next thing that the server sends by itself. */
  public JsonObject nextDelivery() {
    while (deliveries.isEmpty()) {
      deliveries.add(WebSocketTests.object(readText()));
    }
    return deliveries.remove();
  }

  /** So many messages, in as many deliveries as the server makes of them. */
  public List<JsonObject> nextMessages(int count) {
    List<JsonObject> messages = new ArrayList<>();
    while (messages.size() < count) {
      JsonValue data = nextDelivery().get("data");
      if (data instanceof JsonArray list) {
        messages.addAll(list.getValuesAs(JsonObject.class));
      } else {
        messages.add(data.asJsonObject());
      }
    }
    return messages;
  }

  private String readText() {
    while (true) {
      Frame frame = socket.read().orElseThrow(() -> new IllegalStateException("it ended"));
      if (frame.opcode() == RawWebSocket.TEXT) {
        return frame.text();
      } else if (frame.opcode() == RawWebSocket.PING) {
        socket.send(RawWebSocket.PONG, new byte[0]);
      } else {
        throw new IllegalStateException("closed with " + frame.closeCode());
      }
    }
  }

  /** Confirms a delivery as clients do that answer. */
  public void respond(JsonObject delivery) {
    JsonObjectBuilder meta =
        meta("client-response")
            .add("token", token)
            .add("in_reply_to", delivery.getJsonObject("meta").getString("id"));
    socket.send(Json.createObjectBuilder().add("meta", meta).build().toString());
  }

  /** The next response, whatever it answers. */
  JsonObject nextResponse() {
    while (true) {
      JsonObject message = WebSocketTests.object(readText());
      if (message.getJsonObject("meta").containsKey("in_reply_to")) {
        return message;
      }
      deliveries.add(message);
    }
  }

  private static JsonObjectBuilder meta(String action) {
    return Json.createObjectBuilder()
        .add("action", action)
        .add("id", "mute." + SessionClient.randomHex(16))
        .add("timestamp", SessionClient.now())
        .add("client_id", "mute");
  }

  @Override
  public void close() {
    socket.close();
  }
}
