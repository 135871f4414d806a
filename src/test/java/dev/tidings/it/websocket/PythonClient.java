package dev.tidings.it.websocket;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Set;

/**
 * Behaves as the Python client of Zato does: it names itself and its token in every message, even
 * before there is one, answers everything that the server sends by itself, and cannot live without
 * {@code data} in that, nor without each of four values in the meta of a response.
 */
public final class PythonClient extends SessionClient {
  private static final Set<String> NEEDED = Set.of("id", "timestamp", "in_reply_to", "status");

  /** How the ids of its messages begin, which changed once. */
  enum Ids {
    FIRST("zato.ws.client.auth.", "zato.ws.client.invs.", "zato.ws.client.resp."),
    LATER("zwsxc.auth.", "zwsxc.inv.", "zwsxc.rsp.");

    private final String login;
    private final String invocation;
    private final String response;

    Ids(String login, String invocation, String response) {
      this.login = login;
      this.invocation = invocation;
      this.response = response;
    }
  }

  private final String clientId = "python." + randomHex(12);
  private final Ids ids;

  private PythonClient(URI address, Ids ids) {
    super(address);
    this.ids = ids;
  }

  public static PythonClient connect(URI address, Account account) {
    return connect(address, account, Ids.FIRST);
  }

  static PythonClient connect(URI address, Account account, Ids ids) {
    PythonClient client = new PythonClient(address, ids);
    client.createSession(account);
    return client;
  }

  public String subscribe(String topic) {
    return invoke(
            "zato.pubsub.pubapi.subscribe-wsx",
            Json.createObjectBuilder().add("topic_name", topic).build())
        .asJsonObject()
        .getString("sub_key");
  }

  void resume(String key) {
    invoke(
        "zato.pubsub.resume-wsx-subscription",
        Json.createObjectBuilder().add("sub_key", key).build());
  }

  @Override
  String newId(Purpose purpose) {
    String prefix =
        switch (purpose) {
          case LOGIN -> ids.login;
          case INVOCATION -> ids.invocation;
          case RESPONSE -> ids.response;
        };
    return prefix + randomHex(24);
  }

  @Override
  JsonObjectBuilder meta(String action, String id) {
    JsonObjectBuilder meta =
        Json.createObjectBuilder()
            .add("action", action)
            .add("id", id)
            .add("timestamp", now())
            .add("client_id", clientId)
            .add("client_name", "client of the tests");
    return token() == null ? meta.addNull("token") : meta.add("token", token());
  }

  @Override
  JsonObject createSessionMessage(Account account) {
    JsonObjectBuilder meta = meta("create-session", newId(Purpose.LOGIN));
    meta.add("username", account.username()).add("secret", account.secret());
    return Json.createObjectBuilder()
        .add("meta", meta)
        .add("data", JsonValue.EMPTY_JSON_OBJECT)
        .build();
  }

  @Override
  void onDelivery(JsonObject delivery) {
    JsonObject meta = delivery.getJsonObject("meta");
    complainUnless(delivery.containsKey("data"), "no data", delivery);
    complainUnless(
        meta.containsKey("id") && meta.containsKey("timestamp"), "no id or time", delivery);
    JsonObject answer = Json.createObjectBuilder().add("response", "ok").build();
    JsonObjectBuilder reply =
        meta("client-response", newId(Purpose.RESPONSE)).add("in_reply_to", meta.getString("id"));
    wire()
        .send(Json.createObjectBuilder().add("meta", reply).add("data", answer).build().toString());
  }

  @Override
  void onResponse(JsonObject response) {
    complainUnless(
        response.getJsonObject("meta").keySet().containsAll(NEEDED), "incomplete", response);
  }
}
