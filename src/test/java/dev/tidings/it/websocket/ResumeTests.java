package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.texts;
import static dev.tidings.it.websocket.WebSocketTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.websocket.PythonClient.Ids;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions outlive connections: whoever comes back goes on where it was. */
class ResumeTests extends DeployedServerTest implements WebSocketTests {

  @ParameterizedTest
  @EnumSource
  void a_python_client_that_lost_its_link_resumes_and_gets_the_rest_in_order(Ids ids) {
    Account account = newAccount();
    String topic = newTopic();
    PythonClient before = PythonClient.connect(address(), account, ids);
    String key = before.subscribe(topic);
    publish(account, topic, "a", "b");
    before.awaitData("a", "b");
    awaitAllSettled(account, topic);

    before.abort();
    publish(account, topic, "c", "d");
    awaitQueue(account, topic, 2, 0);
    try (PythonClient after = PythonClient.connect(address(), account, ids)) {
      after.resume(key);
      publish(account, topic, "e");

      after.awaitData("c", "d", "e");
      awaitAllSettled(account, topic);
      assertThat(after.data()).containsExactly("c", "d", "e");
      assertThat(after.messages())
          .allSatisfy(message -> assertThat(message.getString("sub_key")).isEqualTo(key));
    }
    assertThat(key).matches("zpsk\\.websockets\\.[0-9a-f]{24}");
  }

  @Test
  void a_page_subscribes_or_resumes_without_answering_anything() {
    Account account = newAccount();
    String topic = newTopic();
    JavaScriptClient before = JavaScriptClient.connect(address(), account);
    String key = before.subscribeOrResume(topic);
    publish(account, topic, "a");
    before.awaitData("a");
    awaitAllSettled(account, topic);

    before.abort();
    publish(account, topic, "b");
    try (JavaScriptClient after = before.reconnect(address(), account)) {
      assertThat(after.subscribeOrResume(topic)).isEqualTo(key);

      after.awaitData("b");
      awaitAllSettled(account, topic);
      after.unsubscribe(topic);
      assertThat(http(account).get(WebSocketTests.subscription(topic)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void after_a_resume_the_more_urgent_comes_first_and_what_was_not_settled_at_its_place() {
    Account account = newAccount();
    String topic = newTopic();
    SilentClient before = openMute(account);
    String key = before.subscribe(topic);
    publish(account, topic, "a");
    assertThat(texts(before.nextMessages(1))).containsExactly("a");
    before.close();
    awaitQueue(account, topic, 1, 0);
    publish(account, topic, "b");
    http(account).post(WebSocketTests.messages(topic), "{\"data\":\"urgent\",\"priority\":9}");

    try (PythonClient after = PythonClient.connect(address(), account)) {
      after.resume(key);

      after.awaitData("urgent", "a", "b");
      assertThat(after.messages())
          .map(message -> message.getInt("delivery_count"))
          .containsExactly(1, 2, 1);
    }
  }

  @Test
  void resuming_twice_changes_nothing() {
    Account account = newAccount();
    String topic = newTopic();
    try (PythonClient client = PythonClient.connect(address(), account)) {
      String key = client.subscribe(topic);

      client.resume(key);
      client.resume(key);
      publish(account, topic, "a", "b");

      client.awaitData("a", "b");
      awaitAllSettled(account, topic);
      assertThat(client.data()).containsExactly("a", "b");
    }
  }

  @Test
  void a_key_of_another_endpoint_and_an_unknown_one_are_refused_in_the_same_words() {
    String topic = newTopic();
    try (PythonClient owner = PythonClient.connect(address(), newAccount());
        PythonClient other = PythonClient.connect(address(), newAccount())) {
      String key = owner.subscribe(topic);
      String unknown = "zpsk.websockets." + "0".repeat(24);

      JsonObject foreign =
          other.tryInvoke("zato.pubsub.resume-wsx-subscription", with("sub_key", key));
      JsonObject missing =
          other.tryInvoke("zato.pubsub.resume-wsx-subscription", with("sub_key", unknown));

      assertThat(foreign.getJsonObject("meta").getInt("status")).isEqualTo(403);
      assertThat(missing.getJsonObject("meta").getInt("status")).isEqualTo(403);
      assertThat(foreign.getJsonObject("meta").getString("error_message"))
          .isEqualTo(missing.getJsonObject("meta").getString("error_message"));
    }
  }

  @Test
  void a_subscription_made_over_http_is_resumed_on_a_socket() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(WebSocketTests.subscription(topic));
    publish(account, topic, "a");

    try (PythonClient client = PythonClient.connect(address(), account)) {
      client.resume(status(account, topic).getString("sub_key"));

      client.awaitData("a");
      awaitAllSettled(account, topic);
    }
  }
}
