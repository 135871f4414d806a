package dev.tidings.it.websocket;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One WebSocket as a program holds it: JSON goes out and comes in, and pings are answered. */
final class Wire implements WebSocket.Listener {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** How a connection ended; without a close frame, the code is 1006. */
  record Closing(int code, String reason) {}

  private final Consumer<JsonObject> receiver;
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<Closing> closing = new CompletableFuture<>();
  private final AtomicInteger pings = new AtomicInteger();
  private WebSocket socket;
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

  private Wire(Consumer<JsonObject> receiver) {
    this.receiver = receiver;
  }

  /** Connects; the receiver gets each message as it comes, one after the other. */
  static Wire open(URI address, Consumer<JsonObject> receiver, String... headers) {
    Wire wire = new Wire(receiver);
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    wire.socket = builder.buildAsync(address, wire).orTimeout(30, SECONDS).join();
    return wire;
  }

  /** Sends one message after those before it, without waiting. */
  synchronized void send(String message) {
    sent = sent.thenCompose(before -> socket.sendText(message, true));
  }

  /** How the other side ended it. */
  CompletableFuture<Closing> closing() {
    return closing;
  }

  int pings() {
    return pings.get();
  }

  /** Says goodbye. */
  void close(String reason) {
    var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, reason);
    closing.completeOnTimeout(new Closing(1006, ""), 30, SECONDS).join();
  }

  /** Ends the connection without a word, as a process does that is killed. */
  void abort() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
    text.append(part);
    if (isLast) {
      String whole = text.toString();
      text.setLength(0);
      receiver.accept(parse(whole));
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, java.nio.ByteBuffer payload) {
    pings.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closing.complete(new Closing(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closing.complete(new Closing(1006, ""));
  }

  private static JsonObject parse(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
