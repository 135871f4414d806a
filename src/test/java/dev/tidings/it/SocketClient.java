package dev.tidings.it;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A program on a WebSocket that reads what comes and answers deliveries only when told to. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
  private final BlockingQueue<JsonObject> responses = new LinkedBlockingQueue<>();
  private final BlockingQueue<JsonObject> deliveries = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closing = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;
  private String token = "";

  private SocketClient(URI root, String... headers) {
    URI address = URI.create(root.toString().replaceFirst("^http", "ws") + "ws");
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(address, this).orTimeout(30, SECONDS).join();
  }

  static SocketClient connect(URI root, String... headers) {
    return new SocketClient(root, headers);
  }

  /** Connects and logs in. */
  static SocketClient of(URI root, String username, String password) {
    SocketClient client = connect(root);
    JsonObjectBuilder meta =
        meta("create-session").add("username", username).add("secret", password);
    client.send(Json.createObjectBuilder().add("meta", meta).build().toString());
    client.token = client.nextResponse().getJsonObject("data").getString("token");
    return client;
  }

  void send(String message) {
    socket.sendText(message, true).orTimeout(30, SECONDS).join();
  }

  /** Invokes a service, and returns the whole response. */
  JsonObject invoke(String service, JsonValue request) {
    JsonObjectBuilder data =
        Json.createObjectBuilder().add("service", service).add("request", request);
    send(
        Json.createObjectBuilder()
            .add("meta", meta("invoke-service").add("token", token))
            .add("data", data)
            .build()
            .toString());
    return nextResponse();
  }

  JsonObject nextResponse() {
    return next(responses);
  }

  /** The data of so many messages, in as many deliveries as it takes. */
  List<JsonObject> nextMessages(int count) {
    List<JsonObject> messages = new ArrayList<>();
    while (messages.size() < count) {
      JsonValue data = next(deliveries).get("data");
      if (data.getValueType() == JsonValue.ValueType.ARRAY) {
        messages.addAll(data.asJsonArray().getValuesAs(JsonObject.class));
      } else {
        messages.add(data.asJsonObject());
      }
    }
    return messages;
  }

  /** The close code, once the server has ended the connection. */
  int closeCode() {
    return closing.orTimeout(30, SECONDS).join();
  }

  private static JsonObject next(BlockingQueue<JsonObject> queue) {
    try {
      JsonObject message = queue.poll(30, SECONDS);
      if (message == null) {
        throw new IllegalStateException("nothing came");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonObjectBuilder meta(String action) {
    return Json.createObjectBuilder()
        .add("action", action)
        .add("id", UUID.randomUUID().toString())
        .add("timestamp", "2026-01-02T03:04:05.000001")
        .add("client_id", "it");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
    text.append(part);
    if (isLast) {
      take(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void take(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      JsonObject message = reader.readObject();
      boolean isDelivery = message.getJsonObject("meta").getString("msg_type").equals("zwsx.psrq");
      (isDelivery ? deliveries : responses).add(message);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closing.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closing.complete(1006);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
