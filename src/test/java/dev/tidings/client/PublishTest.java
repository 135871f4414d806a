package dev.tidings.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tidings.client.ScriptedServer.Request;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sends when it publishes, and what it makes of the response. */
class PublishTest {
  private static final String ID = "zpsmc53c2e078eafd1c476b49623";
  private static final String TOPIC = "/demo/orders";

  private final ScriptedServer server = new ScriptedServer();
  private final Jsonb jsonb = JsonbBuilder.create();
  private final TidingsClient client =
      server.client().payloads(PayloadMapper.of(jsonb::toJson, jsonb::fromJson)).build();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void text_is_published_with_a_key_of_its_own() throws Exception {
    server.answer(201, "{\"msg_id\":\"" + ID + "\"}").answer(201, "{\"msg_id\":\"" + ID + "\"}");

    assertThat(client.publish(TOPIC, "Two \"apples\"")).contains(ID);
    client.publish(TOPIC, "Two \"apples\"");

    Request first = server.request();
    assertThat(first.line()).isEqualTo("POST /api/v1/topics/demo/orders/messages");
    assertThat(first.header("Authorization")).isEqualTo("Basic ZGVtbzpkZW1vLXNlY3JldA==");
    assertThat(first.header("Content-Type")).isEqualTo("application/json");
    assertThat(first.body()).isEqualTo("{\"data\":\"Two \\\"apples\\\"\"}");
    assertThat(first.header("Idempotency-Key")).hasSizeBetween(32, 200);
    assertThat(server.request().header("Idempotency-Key"))
        .isNotEqualTo(first.header("Idempotency-Key"));
  }

  @Test
  void every_field_has_its_name_on_the_wire() throws Exception {
    server.answer(201, "{\"msg_id\":\"" + ID + "\"}");
    Publication publication =
        new Publication(Map.of("fruit", "pear"))
            .setPriority(9)
            .expireAfter(Duration.ofMinutes(1))
            .setMimeType("application/vnd.order+json")
            .setHasGd(true)
            .setCorrelId("c")
            .setInReplyTo("r")
            .setExtClientId("e")
            .setSubject("Ä")
            .setTraceparent("00-1")
            .setExtPubTime(Instant.parse("2018-07-04T19:58:08.020493Z"))
            .attribute("a", "1")
            .attribute("b", "2")
            .setMsgId(ID)
            .setDeliverTo(List.of("k1"))
            .delayBy(Duration.ofSeconds(5))
            .setReplyTo(List.of("k2", "k3"));

    client.publish(TOPIC, publication, "key-1");

    Request request = server.request();
    assertThat(request.header("Idempotency-Key")).isEqualTo("key-1");
    assertThat(request.body())
        .isEqualTo(
            "{\"data\":{\"fruit\":\"pear\"},\"priority\":9,\"expiration\":60000,"
                + "\"mime_type\":\"application/vnd.order+json\",\"has_gd\":true,"
                + "\"correl_id\":\"c\",\"in_reply_to\":\"r\",\"ext_client_id\":\"e\","
                + "\"subject\":\"Ä\",\"traceparent\":\"00-1\",\"ext_pub_time\":\"2018-07-04T19:58:08.020493Z\","
                + "\"attributes\":{\"a\":\"1\",\"b\":\"2\"},\"msg_id\":\""
                + ID
                + "\",\"deliver_to\":[\"k1\"],\"deliver_after\":5000,"
                + "\"reply_to\":[\"k2\",\"k3\"]}");
  }

  @Test
  void a_batch_is_one_request_and_drops_are_null() throws Exception {
    server.answer(201, "{\"msg_ids\":[\"" + ID + "\",null]}").answer(200, "{}");
    List<Publication> batch =
        List.of(new Publication("a"), new Publication(Content.json("[1, 2.50]")).setPriority(1));

    assertThat(client.publishAll(TOPIC, batch)).isEqualTo(Arrays.asList(ID, null));
    assertThat(client.publishAll(TOPIC, batch)).isEmpty();

    assertThat(server.request().body())
        .isEqualTo("{\"messages\":[{\"data\":\"a\"},{\"data\":[1, 2.50],\"priority\":1}]}");
  }

  @Test
  void what_a_topic_drops_has_no_id() {
    server.answer(200, "{}");

    assertThat(client.publish(TOPIC, "a")).isEmpty();
  }

  @Test
  void bytes_are_the_body_and_their_options_are_headers() throws Exception {
    server.answer(201, "{\"msg_id\":\"" + ID + "\"}").answer(201, "{\"msg_id\":\"" + ID + "\"}");

    client.publish(TOPIC, "PNG".getBytes(US_ASCII));
    client.publish(
        TOPIC,
        new Publication(Content.binary(new byte[] {65}))
            .setMimeType("image/png")
            .setPriority(9)
            .setHasGd(false)
            .setCorrelId("c 1")
            .attribute("traceparent", "00-1")
            .setReplyTo(List.of("k2", "k3")));

    Request plain = server.request();
    assertThat(plain.body()).isEqualTo("PNG");
    assertThat(plain.header("Content-Type")).isEqualTo("application/octet-stream");
    Request request = server.request();
    assertThat(request.body()).isEqualTo("A");
    assertThat(request.header("Content-Type")).isEqualTo("image/png");
    assertThat(request.header("Tidings-Priority")).isEqualTo("9");
    assertThat(request.header("Tidings-Has-Gd")).isEqualTo("false");
    assertThat(request.header("Tidings-Correl-Id")).isEqualTo("c 1");
    assertThat(request.header("Tidings-Attribute-traceparent")).isEqualTo("00-1");
    assertThat(request.header("Tidings-Reply-To")).isEqualTo("k2,k3");
    assertThat(request.headers()).doesNotContainKey("tidings-subject");
  }

  @Test
  void what_bytes_cannot_carry_is_refused_before_anything_is_sent() {
    byte[] bytes = {1};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.publishAll(TOPIC, List.of(new Publication(bytes))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.publish(TOPIC, new Publication(bytes).setSubject("Ä")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.publish(TOPIC, new Publication(bytes).attribute("A", "1")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                client.publish(
                    TOPIC, new Publication(bytes).setMimeType("application/json; charset=utf-8")));
    assertThat(server.unread()).isZero();
  }

  @Test
  void an_object_that_cannot_be_written_is_refused_before_anything_is_sent() {
    TidingsClient plain = server.client().build();

    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> plain.publish(TOPIC, Map.of()))
        .withMessageContaining("without a PayloadMapper");
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> client.publish(TOPIC, new Loop()))
        .withMessageStartingWith("dev.tidings.client.PublishTest$Loop cannot be written as JSON");
    assertThat(server.unread()).isZero();
  }

  /** An object that is part of itself. */
  public static final class Loop {
    public Loop getLoop() {
      return this;
    }
  }

  @Test
  void names_of_topics_are_escaped_and_the_address_may_have_a_path() throws Exception {
    server.answer(200, "{}");
    TidingsClient below =
        TidingsClient.builder(server.address() + "/tidings/").credentials("a", "b").build();

    below.publish("a|b/c^d=$~:@/e", "x");

    assertThat(server.request().line())
        .isEqualTo("POST /tidings/api/v1/topics/a%7Cb/c%5Ed%3D%24%7E%3A%40/e/messages");
  }

  @Test
  void a_client_needs_credentials() {
    assertThatIllegalStateException()
        .isThrownBy(() -> TidingsClient.builder(server.address()).build());
  }
}
