package dev.tidings.transport.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.transport.json.JsonOutput;
import java.util.Map;
import java.util.function.Consumer;

/** The text of one event. JSON holds no line breaks, so its data is one line. */
final class ServerSentEvent {
  /** Keeps the connection alive, and is no event. */
  static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  private ServerSentEvent() {}

  /** An event that does not count for who comes back: a later one replaces it. */
  static byte[] of(String type, Consumer<JsonOutput> fields) {
    return text("", type, fields);
  }

  /** An event after which a watcher that comes back goes on. */
  static byte[] of(String id, String type, Map<String, String> data) {
    return text("id: " + id + '\n', type, fields -> data.forEach(fields::field));
  }

  private static byte[] text(String idLine, String type, Consumer<JsonOutput> fields) {
    String json = new String(JsonOutput.bytes(output -> output.object(fields)), UTF_8);
    return (idLine + "event: " + type + "\ndata: " + json + "\n\n").getBytes(UTF_8);
  }
}
