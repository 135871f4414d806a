package dev.tidings.it.websocket;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Behaves as the JavaScript client of Zato does: it answers nothing, leaves the topic out when it
 * unsubscribes, and keeps its keys in memory to resume with them when it has connected again.
 */
final class JavaScriptClient extends SessionClient {
  private static final String NAME = "page-of-the-tests";

  private final Map<String, String> keys;

  private JavaScriptClient(URI address, Map<String, String> keys) {
    super(address, "Origin", address.toString().replaceFirst("^ws(.*)/ws$", "http$1"));
    this.keys = keys;
  }

  static JavaScriptClient connect(URI address, Account account) {
    return connect(address, account, new HashMap<>());
  }

  /** Connects again, with what the page remembers of the connection before. */
  JavaScriptClient reconnect(URI address, Account account) {
    return connect(address, account, keys);
  }

  private static JavaScriptClient connect(URI address, Account account, Map<String, String> keys) {
    JavaScriptClient client = new JavaScriptClient(address, keys);
    client.createSession(account);
    return client;
  }

  String subscribeOrResume(String topic) {
    if (keys.containsKey(topic)) {
      invoke("zato.pubsub.resume-wsx-subscription", keyOf(topic));
    } else {
      JsonObject request = Json.createObjectBuilder().add("topic_name", topic).build();
      JsonObject answer = invoke("zato.pubsub.pubapi.subscribe-wsx", request).asJsonObject();
      keys.put(topic, answer.getString("sub_key"));
    }
    return keys.get(topic);
  }

  void unsubscribe(String topic) {
    invoke("zato.pubsub.pubapi.unsubscribe", keyOf(topic));
    keys.remove(topic);
  }

  private JsonObject keyOf(String topic) {
    return Json.createObjectBuilder().add("sub_key", keys.get(topic)).build();
  }

  @Override
  String newId(Purpose purpose) {
    return NAME + "." + randomHex(16);
  }

  @Override
  JsonObjectBuilder meta(String action, String id) {
    JsonObjectBuilder meta =
        Json.createObjectBuilder().add("action", action).add("id", id).add("timestamp", now());
    return token() == null ? meta : meta.add("token", token());
  }

  @Override
  JsonObject createSessionMessage(Account account) {
    JsonObjectBuilder meta =
        meta("create-session", newId(Purpose.LOGIN))
            .add("username", account.username())
            .add("secret", account.secret())
            .add("client_id", NAME + ".1")
            .add("client_name", NAME);
    return Json.createObjectBuilder().add("meta", meta).build();
  }

  @Override
  void onDelivery(JsonObject delivery) {}

  @Override
  void onResponse(JsonObject response) {}
}
