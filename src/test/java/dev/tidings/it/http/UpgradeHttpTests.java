package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.PartedHttp;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request that offers another protocol has its answer, as if it had offered none. A server that
 * takes the rest of the connection for its body would answer 400 when it is tired of waiting.
 */
class UpgradeHttpTests extends DeployedServerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: h2c",
        "Upgrade: anything",
        "Upgrade: websocket\r\nConnection: Upgrade",
        "Upgrade: anything\r\nConnection: Upgrade",
        "Upgrade: anything\r\nConnection: close"
      })
  void an_offer_of_another_protocol_is_ignored(String offer) {
    String topic = newTopic();
    HttpClientOf client = newClient();
    String subscription = root() + "/api/v1/topics" + topic + "/subscription";
    String messages = root() + "/api/v1/topics" + topic + "/messages";
    PartedHttp raw = new PartedHttp(baseUrl(), offer, "Authorization: " + client.authorization());

    assertThat(raw.send("POST", subscription, "Content-Length: 0", "")).startsWith("HTTP/1.1 201");
    assertThat(raw.send("POST", messages, "Content-Length: 5", "first")).startsWith("HTTP/1.1 201");
    assertThat(raw.send("POST", messages, "Content-Length: 6", "sec", "ond"))
        .startsWith("HTTP/1.1 201");
    assertThat(
            raw.send("POST", messages, "Transfer-Encoding: chunked", "5\r\nth", "ird\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 201");
    assertThat(raw.send("GET", subscription, "Accept: */*")).contains("\"queue_depth\":3");
    assertThat(raw.send("PATCH", root() + "/zato/pubsub/topic/" + topic, "Content-Length: 0"))
        .startsWith("HTTP/1.1 200")
        .contains("\"first\"", "\"second\"", "\"third\"");
    assertThat(raw.send("DELETE", subscription, "Accept: */*")).startsWith("HTTP/1.1 204");
  }

  /** It offers HTTP/2 with every request, until the server agrees. */
  @Test
  void javas_own_client_works_as_it_is() throws Exception {
    String topic = newTopic();
    HttpClientOf client = newClient();
    HttpClient http = HttpClient.newHttpClient();
    client.post("/api/v1/topics" + topic + "/subscription");

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> published =
          http.send(
              HttpRequest.newBuilder(
                      baseUrl().resolve(root() + "/api/v1/topics" + topic + "/messages"))
                  .header("Authorization", client.authorization())
                  .header("Content-Type", "text/plain")
                  .POST(BodyPublishers.ofString("text"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
    }

    assertThat(depth(client, topic)).isEqualTo(3);
  }
}
