package dev.tidings.it;

import static dev.tidings.it.Contract.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Administration;
import dev.tidings.fixture.DatabaseOfTheServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** The WebSocket in the server, above all what only code inside the server can do with it. */
@RunAsClient
class WebSocketServiceIT extends ContainerTest implements ContractServer {
  @ArquillianResource URI root;

  @Override
  public Administration administration() {
    return new HttpAdministration(new HttpExchange(root, "admin", DatabaseOfTheServer.PASSWORD));
  }

  @Override
  public ContractClient client(String endpointName) {
    return new HttpContractClient(new HttpExchange(root, endpointName, Stage.PASSWORD));
  }

  @Override
  public boolean canLogIn(String username, String password) {
    throw new UnsupportedOperationException("no test here asks for it");
  }

  @Override
  public ExecutorService executor() {
    throw new UnsupportedOperationException("no test here asks for it");
  }

  @Test
  void a_client_logs_in_publishes_subscribes_and_gets_what_it_published() {
    Stage stage = new Stage(this);
    String topic = name(stage.topic());
    ContractClient http = stage.client("client");
    try (SocketClient socket = socket(stage)) {
      JsonObject subscribed = socket.invoke("zato.pubsub.pubapi.subscribe-wsx", topic(topic));

      JsonObject published =
          socket.invoke(
              "zato.pubsub.pubapi.publish-message",
              Json.createObjectBuilder(topic(topic)).add("data", "ü").build());

      assertThat(data(subscribed).getString("sub_key")).startsWith("zpsk.rest.");
      JsonObject message = socket.nextMessages(1).get(0);
      assertThat(message.getString("data")).isEqualTo("ü");
      assertThat(message.getString("msg_id")).isEqualTo(data(published).getString("msg_id"));
      await().until(() -> http.depth(topic) == 0);
    }
  }

  @Test
  void a_service_of_the_application_subscribes_its_client_and_another_goes_on_with_it() {
    Stage stage = new Stage(this);
    String topic = name(stage.topic());
    ContractClient http = stage.client("client");
    String key;
    try (SocketClient socket = socket(stage)) {
      JsonObject watching = socket.invoke("it.watch", Json.createValue(topic));
      key = data(watching).getString("sub_key");
      http.publish(topic, "a");
      assertThat(texts(socket.nextMessages(1))).containsExactly("a");
      await().until(() -> http.depth(topic) == 0);
      assertThat(data(watching).getString("endpoint")).isEqualTo(stage.endpointName("client"));
    }
    http.publish(topic, "b");
    http.publish(topic, "c");

    try (SocketClient socket = socket(stage)) {
      JsonObject resumed = socket.invoke("it.go-on", Json.createValue(key));

      assertThat(status(resumed)).isEqualTo(200);
      assertThat(texts(socket.nextMessages(2))).containsExactly("b", "c");
    }
  }

  @Test
  void services_that_are_not_on_the_list_are_refused_and_the_session_goes_on() {
    Stage stage = new Stage(this);
    stage.client("client");
    try (SocketClient socket = socket(stage)) {
      JsonObject refused = socket.invoke("it.secret", JsonValue.EMPTY_JSON_OBJECT);
      JsonObject pong = socket.invoke("zato.ping", JsonValue.EMPTY_JSON_OBJECT);

      assertThat(status(refused)).isEqualTo(403);
      assertThat(data(pong).getString("pong")).isEqualTo("zato");
    }
  }

  @Test
  void a_page_of_another_site_is_refused_and_one_of_this_server_is_not() {
    String own = "http://" + root.getHost() + ":" + root.getPort();
    SocketClient.connect(root, "Origin", own).close();

    assertThatThrownBy(() -> SocketClient.connect(root, "Origin", "http://evil.example").close())
        .cause()
        .extracting(refusal -> ((WebSocketHandshakeException) refusal).getResponse().statusCode())
        .isEqualTo(403);
  }

  @Test
  void wrong_credentials_and_a_message_that_is_too_long_end_the_connection() {
    Stage stage = new Stage(this);
    stage.client("client");
    try (SocketClient stranger = SocketClient.connect(root)) {
      stranger.send("{\"meta\":{\"action\":\"create-session\",\"id\":\"1\",\"username\":\"x\"}}");

      assertThat(stranger.nextResponse().getString("data"))
          .isEqualTo("You are not authorized to access this resource");
      assertThat(stranger.closeCode()).isEqualTo(1008);
    }
    try (SocketClient talker = socket(stage)) {
      talker.send("{\"meta\":{\"id\":\"1\"},\"data\":\"" + "x".repeat(3_000_000) + "\"}");

      assertThat(talker.closeCode()).isEqualTo(1009);
    }
  }

  private SocketClient socket(Stage stage) {
    return SocketClient.of(root, stage.endpointName("client"), Stage.PASSWORD);
  }

  private static JsonObject topic(String topic) {
    return Json.createObjectBuilder().add("topic_name", topic).build();
  }

  private static JsonObject data(JsonObject response) {
    assertThat(status(response)).as("%s", response).isEqualTo(200);
    return response.getJsonObject("data");
  }

  private static int status(JsonObject response) {
    return response.getJsonObject("meta").getInt("status");
  }

  private static List<String> texts(List<JsonObject> messages) {
    return messages.stream().map(message -> message.getString("data")).toList();
  }
}
