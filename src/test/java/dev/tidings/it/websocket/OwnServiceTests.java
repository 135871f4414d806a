package dev.tidings.it.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.DeployedServerTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;

/** Services of the application's own, and what they can do with the socket that invoked them. */
class OwnServiceTests extends DeployedServerTest implements WebSocketTests {

  @Test
  void code_in_the_server_subscribes_and_resumes_the_socket_that_invoked_it() {
    Account account = newAccount();
    String topic = newTopic();
    PythonClient before = PythonClient.connect(address(), account);
    JsonObject watching = before.invoke("it.watch", Json.createValue(topic)).asJsonObject();
    String key = watching.getString("sub_key");
    publish(account, topic, "a");
    before.awaitData("a");
    awaitAllSettled(account, topic);

    before.abort();
    publish(account, topic, "b");
    awaitQueue(account, topic, 1, 0);
    try (PythonClient after = PythonClient.connect(address(), account)) {
      assertThat(after.invoke("it.go-on", Json.createValue(key))).isEqualTo(JsonValue.NULL);
      publish(account, topic, "c");

      after.awaitData("b", "c");
      awaitAllSettled(account, topic);
    }
    assertThat(watching.getString("endpoint")).isEqualTo(account.username());
    assertThat(key).matches("zpsk\\.websockets\\.[0-9a-f]{24}");
  }

  @Test
  void code_in_the_server_has_no_more_rights_than_the_client_that_invoked_it() {
    Account account = newAccount("pub-sub", "\"pub=/it/**\"");
    String topic = newTopic();
    try (PythonClient owner = PythonClient.connect(address(), newAccount());
        PythonClient client = PythonClient.connect(address(), account)) {
      String key = owner.subscribe(topic);

      assertRefused(client.tryInvoke("it.watch", Json.createValue(topic)));
      assertRefused(client.tryInvoke("it.go-on", Json.createValue(key)));
    }
  }

  @Test
  void what_the_settings_do_not_offer_is_refused_like_what_is_not_there() {
    try (PythonClient client = PythonClient.connect(address(), newAccount())) {
      JsonObject hidden = client.tryInvoke("it.hidden", Json.createValue(""));
      JsonObject missing = client.tryInvoke("it.nowhere", Json.createValue(""));

      assertRefused(hidden);
      assertThat(hidden.getJsonObject("meta").getString("error_message"))
          .isEqualTo(missing.getJsonObject("meta").getString("error_message"));
    }
  }

  private static void assertRefused(JsonObject response) {
    assertThat(response.getJsonObject("meta").getInt("status")).isEqualTo(403);
  }

  /** By a clock that is moved: an hour without a sign of life. */
  @Test
  void a_token_ends_when_nothing_is_heard_and_is_renewed_by_whatever_is() {
    Account account = newAccount();
    try (PythonClient mover = PythonClient.connect(address(), account)) {
      PythonClient client = PythonClient.connect(address(), account);
      try {
        move(mover, "PT50M");
        client.invoke("zato.ping", JsonValue.EMPTY_JSON_OBJECT);
        move(mover, "PT50M");
        client.invoke("zato.ping", JsonValue.EMPTY_JSON_OBJECT);
        move(mover, "PT59M");
        move(mover, "PT59M");
        client.wire().send(client.invocation("zato.ping", JsonValue.EMPTY_JSON_OBJECT).toString());

        assertThat(client.wire().closing().join().code()).isEqualTo(1008);
        assertThat(client.refusals()).hasSize(1);
      } finally {
        move(mover, "");
      }
    }
  }

  private static void move(PythonClient mover, String step) {
    mover.invoke("it.clock", Json.createValue(step));
  }
}
