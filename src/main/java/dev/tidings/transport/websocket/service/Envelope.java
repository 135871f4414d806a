package dev.tidings.transport.websocket.service;

import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.JsonTree;
import dev.tidings.transport.json.JsonTreeReader;
import dev.tidings.transport.json.Violations;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says. Texts that it left out, or sent as something else than a string, are empty.
 *
 * @param id of this message, which a response repeats
 * @param data what it is about; an object or array as JSON
 */
public record Envelope(
    Action action,
    String id,
    String token,
    String clientId,
    String username,
    String secret,
    String inReplyTo,
    Optional<JsonTree> data) {

  private static final int MAX_ID = 200;

  /** What a client may want. */
  public enum Action {
    CREATE_SESSION,
    INVOKE_SERVICE,
    CLIENT_RESPONSE,
    UNKNOWN;

    private static Action of(String name) {
      return switch (name) {
        case "create-session" -> CREATE_SESSION;
        case "invoke-service" -> INVOKE_SERVICE;
        case "client-response", "" -> CLIENT_RESPONSE;
        default -> UNKNOWN;
      };
    }
  }

  /**
   * Reads a message. Clients send more than we know, so what we do not know is ignored.
   *
   * @throws TidingsException when it is no such message
   */
  public static Envelope read(String text) {
    Violations violations = new Violations();
    Map<String, JsonTree> message =
        JsonTreeReader.object(text, JsonTreeReader.PASSED_ON, violations);
    violations.throwIfAny();
    if (!(message.get("meta") instanceof JsonTree.Members members)) {
      throw TidingsException.invalid("meta", "must be an object");
    }
    Map<String, JsonTree> meta = members.values();
    String id = text(meta, "id");
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw TidingsException.invalid("meta.id", "must be a string of 1 to 200 characters");
    }
    return new Envelope(
        Action.of(text(meta, "action")),
        id,
        text(meta, "token"),
        text(meta, "client_id"),
        text(meta, "username"),
        text(meta, "secret"),
        text(meta, "in_reply_to"),
        Optional.ofNullable(message.get("data")));
  }

  private static String text(Map<String, JsonTree> meta, String name) {
    return meta.get(name) instanceof JsonTree.Text text ? text.value() : "";
  }

  /** Who and what about, without anything secret. */
  @Override
  public String toString() {
    return action + " " + id;
  }
}
