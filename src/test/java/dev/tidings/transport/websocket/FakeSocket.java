package dev.tidings.transport.websocket;

import dev.tidings.transport.websocket.connection.SessionSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A connection that remembers what was sent, and takes it at once or only when told to. */
final class FakeSocket implements SessionSocket {
  private final List<String> texts = new ArrayList<>();
  private final List<String> pings = new ArrayList<>();
  private final Deque<Consumer<Optional<Throwable>>> untaken = new ArrayDeque<>();
  private boolean isSlow;
  private boolean isBroken;
  private int closeCode;
  private int allowed;

  @Override
  public void send(String text, Consumer<Optional<Throwable>> ended) {
    texts.add(text);
    untaken.add(ended);
    if (!isSlow) {
      takeOne();
    }
  }

  @Override
  public void ping(String payload) throws IOException {
    if (isBroken) {
      throw new IOException("broken on purpose");
    }
    pings.add(payload);
  }

  @Override
  public void allow(int maxMessage) {
    allowed = maxMessage;
  }

  /** The longest message that the container lets through; 0 before anybody has said so. */
  int allowed() {
    return allowed;
  }

  @Override
  public void close(int code, String reason) {
    closeCode = code;
  }

  /** From now on it takes nothing by itself. */
  void beSlow() {
    isSlow = true;
  }

  void breakPings() {
    isBroken = true;
  }

  void takeOne() {
    untaken.remove().accept(Optional.empty());
  }

  void failOne() {
    untaken.remove().accept(Optional.of(new IOException("broken on purpose")));
  }

  List<String> texts() {
    return texts;
  }

  List<String> pings() {
    return pings;
  }

  /** 0 while it is open. */
  int closeCode() {
    return closeCode;
  }

  JsonObject last() {
    return object(texts.get(texts.size() - 1));
  }

  /** What was sent of that type. */
  List<JsonObject> ofType(String type) {
    return texts.stream()
        .map(FakeSocket::object)
        .filter(json -> json.getJsonObject("meta").getString("msg_type").equals(type))
        .toList();
  }

  static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
