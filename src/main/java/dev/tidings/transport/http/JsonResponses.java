package dev.tidings.transport.http;

import dev.tidings.transport.json.JsonOutput;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.function.Consumer;

/** Answers in JSON: short ones in one piece, long ones as they are written. */
public final class JsonResponses {
  private JsonResponses() {}

  /** An object with the fields that the writer writes. */
  public static Response.ResponseBuilder object(int status, Consumer<JsonOutput> fields) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(JsonOutput.bytes(json -> json.object(fields)));
  }

  /** Any length: what the writer writes goes out while it writes. */
  public static Response.ResponseBuilder stream(Consumer<JsonOutput> writer) {
    StreamingOutput body = out -> JsonOutput.write(out, writer);
    return Response.ok(body, MediaType.APPLICATION_JSON);
  }

  /**
   * As {@link #stream(Consumer)}.
   *
   * @param whenGone runs if the client turns out to be gone while it is written
   */
  public static Response.ResponseBuilder stream(
      Consumer<JsonOutput> writer, ClientDisconnect clientDisconnect, Runnable whenGone) {
    return stream(
        json -> {
          writer.accept(json);
          json.flush();
          if (clientDisconnect.hasHappened()) {
            whenGone.run();
          }
        });
  }
}
